// Whether the process that holds a data directory still lives: told by its pid, or by its heartbeat where the pid
// means nothing, as in a container that was restarted or on another machine.
import { wallClock } from "#lib/kernel/clock.ts";
import { type LockFile, lastBeatMs, readHolder } from "./lock-files.ts";
import { isRunning } from "./process-identity.ts";

export type Heartbeat = {
  /** How often a holder shows that it lives. */
  everyMs: number;
  /** After this long without a heartbeat it is believed dead; a busy process may miss a few. */
  lostMs: number;
};
export const defaultHeartbeat: Heartbeat = { everyMs: 5_000, lostMs: 30_000 };

/** Looks at a silent heart in a wait; each must find it silent, so that a pause of both processes proves nothing. */
const looks = 60;

export type Holder = { lives: false } | { lives: true | "unknown"; name: string; howToStop: string };

export async function judgeHolder(file: LockFile): Promise<Holder> {
  const holder = await readHolder(file);
  if (holder === "gone") return { lives: false };
  if (holder === "unreadable") return { lives: "unknown", name: "another process", howToStop: "Stop it" };
  const name = `process ${holder.pid}`;
  const lives = isRunning(holder);
  if (lives === "unknown")
    return { lives, name: `${name} of another container or machine`, howToStop: "Stop it" };
  return lives ? { lives, name, howToStop: `Stop it (kill ${holder.pid})` } : { lives };
}

/** How long a heart that does not beat again has left until it counts as lost. */
export async function leftUntilLostMs(file: LockFile, { lostMs }: Heartbeat): Promise<number> {
  const ageMs = Date.now() - (await lastBeatMs(file));
  // A beat from the future comes from a clock that runs ahead.
  return Math.min(Math.max(lostMs - ageMs, 0), lostMs);
}

/** False as soon as the heart beats again or the lock file changes hands; true when the time is over. */
export async function staysSilent(file: LockFile, waitMs: number): Promise<boolean> {
  const before = await lastBeatMs(file);
  for (let look = 0; look < looks && waitMs > 0; look++) {
    await wallClock.sleep(waitMs / looks);
    if ((await lastBeatMs(file)) !== before) return false;
  }
  return true;
}
