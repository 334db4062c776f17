// What DuckDB says when a file cannot be used, and what that means. It tells its errors apart by their text alone.
import { AppError, asAppError } from "#lib/kernel/errors.ts";

/** A sound file, but of another build: its tables have other columns. */
export class OtherLayout extends Error {}

export function isOtherLayout(error: unknown): boolean {
  return error instanceof OtherLayout || says(error, /block size parameter does not match/);
}

/** Only this condemns a file: whatever else goes wrong, the next attempt may find it sound. */
export function isDamage(error: unknown): boolean {
  return says(
    error,
    /Corrupt (database|WAL) file|not a valid DuckDB database file|Could not read enough bytes|checksum|^IO Error: Could not read from file .*: Is a directory|^Catalog Error: Failure while replaying WAL/,
  );
}

/** Nothing is wrong with the file then; there is only no room to go on writing it. */
export function isDiskFull(error: unknown): boolean {
  return says(error, /No space left on device|Disk quota exceeded/);
}

/** A question that needs more than the warehouse may have. */
export function isOutOfMemory(error: unknown): boolean {
  return says(error, /^Out of Memory Error/);
}

/** One line for whoever starts the process: what is wrong and what to do. */
export function refuseFile(path: string, cause: unknown): AppError {
  const refused = asAppError(cause);
  if (refused) return refused;
  if (says(cause, /Could not set lock on file/)) {
    const message = `The telemetry file ${path} is in use by ${holderOf(cause)}; stop it or choose another DATA_DIR`;
    return new AppError("conflict", message, { cause });
  }
  const message = `The telemetry file ${path} cannot be used and was left in its place: ${firstLine(cause)}. ${adviceFor(cause)}, move the file away or choose another DATA_DIR`;
  return new AppError("unavailable", message, { cause });
}

function adviceFor(cause: unknown): string {
  if (says(cause, /Permission denied|Operation not permitted/)) return "Give this user the right to write it";
  if (says(cause, /version number|newer version/)) return "Start the version that wrote it";
  if (says(cause, /Out of Memory/)) return "Raise WAREHOUSE_MEMORY_MB";
  return "Remove the cause";
}

function holderOf(cause: unknown): string {
  const process = /\(PID (\d+)\)/.exec(textOf(cause))?.[1];
  return process ? `process ${process}` : "another process";
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const says = (error: unknown, what: RegExp) => error instanceof Error && what.test(error.message);
const firstLine = (error: unknown) => (textOf(error).split("\n")[0] ?? "").replace(/[.!]$/, "");
