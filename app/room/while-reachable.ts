import { type AppError, asAppError } from "#lib/kernel/errors.ts";

/** Undefined while what is asked does not answer; everything else that fails is the error page's. */
export async function whileReachable<T>(
  work: Promise<T>,
  onUnreachable: (why: Pick<AppError, "reason">) => void = () => undefined,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const known = asAppError(error);
    if (known?.code !== "unavailable") throw error;
    onUnreachable(known);
    return undefined;
  }
}
