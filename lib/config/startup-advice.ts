import { asAppError } from "#lib/kernel/errors.ts";

const advice: Record<string, string> = {
  EADDRINUSE: "The port is taken. Stop what uses it, or choose another: PORT=3001 npm start",
  EACCES:
    "The port or a file may not be used by this account. Choose a port above 1023, and a DATA_DIR and LOG_DIR you own.",
  ENOTFOUND: "The name of a machine is not known. Check HOST and DATABASE_URL.",
  EADDRNOTAVAIL: "This machine has no such address. Set HOST to one of its own, e.g. 127.0.0.1.",
  EEXIST: "A file is where a directory should be. Set DATA_DIR and LOG_DIR to directories.",
  ENOTDIR: "A file is where a directory should be. Set DATA_DIR and LOG_DIR to directories.",
  ENOENT:
    "A directory is missing and could not be made. Set DATA_DIR and LOG_DIR to directories that can be written.",
  ENOSPC: "The disk is full. Make room, or point DATA_DIR and LOG_DIR at another disk.",
  EROFS: "The disk is read-only. Point DATA_DIR and LOG_DIR at a writable one.",
  ECONNREFUSED:
    "The database does not answer. Start it, or correct DATABASE_URL; without it the embedded one is used.",
};

/** One line that says what is wrong and what to do; the stack only when nobody could know. */
export function startupAdvice(error: unknown): string {
  const known = asAppError(error);
  if (known) return `Faultmart cannot start. ${known.message}`;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const next = advice[code];
  if (next) return `Faultmart cannot start. ${next} (${message})`;
  return `Faultmart cannot start: ${error instanceof Error ? error.stack : message}`;
}
