import { AppError } from "#lib/kernel/errors.ts";

/** A probe is asked every few seconds, so an answer later than this is no answer. */
const pingTimeoutMs = 2_000;

export async function pingWithin(query: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new AppError("unavailable", `The database did not answer within ${pingTimeoutMs} ms.`)),
    pingTimeoutMs,
  );
  try {
    await Promise.race([query, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
