import { asAppError } from "#lib/kernel/errors.ts";

/** Undefined while what is asked does not answer; everything else that fails is the error page's. */
export async function whileReachable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (asAppError(error)?.code === "unavailable") return undefined;
    throw error;
  }
}
