// What sockets may cost, of either kind.
import { AppError } from "#lib/kernel/errors.ts";

/** A reader that stopped reading is cut before its backlog becomes our memory. */
export const maxBacklogBytes = 1024 * 1024;

/** Of each kind. One costs some 20 KB, so that all of them together leave the process most of its memory. */
export const maxSockets = 5_000;

/** Throws for the socket that would be one too many, and for every one while the server stops. */
export function admitSocket({ open, most, stopping }: { open: number; most: number; stopping: boolean }) {
  if (stopping) throw new AppError("unavailable", "This server is stopping. Connect again in a moment.");
  if (open >= most)
    throw new AppError("unavailable", `All ${most} sockets are taken. Connect again later.`, {
      headers: { "retry-after": "5" },
    });
}
