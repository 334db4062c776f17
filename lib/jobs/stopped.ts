import { AppError } from "#lib/kernel/errors.ts";

/** Why a run under way gives up. */
export function stopped(): AppError {
  return new AppError("unavailable", "The server stopped during it. The next run comes at its time.");
}
