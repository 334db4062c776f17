// Questions are worked on by libuv's threads. Where there are fewer processors than work, whoever visits goes first.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { promisify } from "node:util";

const threads = "/proc/self/task";
/** A tenth of the processor time of the event loop's thread, as long as both want it; all of it when that one rests. */
export const lessUrgent = 10;

/** Linux only: elsewhere threads have no priority of their own, and everything stays as it is. */
export async function giveWay(): Promise<void> {
  const ids = await readdir(threads).catch(() => []);
  const named = await Promise.all(
    ids.map(async (id) => ({ id, name: await readFile(`${threads}/${id}/comm`, "utf8").catch(() => "") })),
  );
  const workers = named.flatMap(({ id, name }) => (name.trim() === "libuv-worker" ? [id] : []));
  for (const id of workers) lower(Number(id));
  if (workers.length > 0) await wakeWithoutHurry(workers);
}

function lower(thread: number): void {
  try {
    setPriority(thread, lessUrgent);
  } catch {
    // It has ended, or the system does not allow it: questions are then as urgent as everything else.
  }
}

/**
 * A thread that wakes takes the processor from the one that woke it, however urgent that is, and keeps it for
 * milliseconds; one for batch work does not. Node has no call for that: where `chrt` is missing, it stays as it is.
 */
async function wakeWithoutHurry(ids: readonly string[]): Promise<void> {
  const all = 'for id; do chrt --batch --pid 0 "$id"; done';
  await promisify(execFile)("sh", ["-c", all, "sh", ...ids]).catch(() => undefined);
}
