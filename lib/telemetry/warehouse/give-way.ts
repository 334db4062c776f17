// Questions are worked on by libuv's threads. Where there are fewer processors than work, whoever visits goes first.
import { readdir, readFile } from "node:fs/promises";
import { setPriority } from "node:os";

const threads = "/proc/self/task";
/** A tenth of the processor time of the event loop's thread, as long as both want it; all of it when that one rests. */
export const lessUrgent = 10;

/** Linux only: elsewhere threads have no priority of their own, and everything stays as it is. */
export async function giveWay(): Promise<void> {
  const ids = await readdir(threads).catch(() => []);
  await Promise.all(
    ids.map(async (id) => {
      const name = await readFile(`${threads}/${id}/comm`, "utf8").catch(() => "");
      if (name.trim() === "libuv-worker") lower(Number(id));
    }),
  );
}

function lower(thread: number): void {
  try {
    setPriority(thread, lessUrgent);
  } catch {
    // It has ended, or the system does not allow it: questions are then as urgent as everything else.
  }
}
