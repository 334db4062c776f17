// Keeps a second process out of a data directory. PGlite takes no lock of its own, and two processes on one
// directory silently lose acknowledged writes.
//
// Lock files are numbered and the highest number holds. Whoever takes over creates the next number, which only
// one can; deleting a dead holder's file instead would let a slow starter delete its successor's.
import { utimes } from "node:fs/promises";
import { wallClock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import * as files from "./lock-files.ts";
import { isRunning } from "./process-identity.ts";

/** How often a holder shows that it lives, for those who cannot see its pid. */
const heartbeatMs = 5_000;
/** A holder in another container is believed dead after this long without a heartbeat. */
const heartbeatLostMs = 30_000;
/** A new lock file is empty for an instant; waiting for its content lets a refusal name the process. */
const halfWrittenMs = 500;
/** A round is lost only to somebody quicker, so this many mean that something else is wrong. */
const mostRounds = 100;

export type DataDirLock = { release(): Promise<void> };

/** The directory must exist. Throws `conflict` when another process holds it. */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  for (let round = 0; round < mostRounds; round++) {
    const newest = findNewest(await files.listLockFiles(dataDir));
    if (newest?.held && (await isHalfWritten(newest))) {
      await wallClock.sleep(halfWrittenMs / 20);
      continue;
    }
    if (newest?.held) await refuseIfAlive(dataDir, newest);
    const mine = await files.createLockFile(dataDir, (newest?.number ?? 0) + 1);
    if (!mine) continue;
    // A low number becomes free again once its successor has tidied up; having that one means nothing.
    const others = (await files.listLockFiles(dataDir)).filter(({ path }) => path !== mine.path);
    if (others.every(({ number }) => number < mine.number)) return hold(dataDir, mine, others);
    await files.removeLockFile(mine.path);
  }
  throw new AppError(
    "conflict",
    `Other processes keep taking the data directory ${dataDir}; start one at a time.`,
  );
}

async function hold(dataDir: string, mine: files.LockFile, older: files.LockFile[]): Promise<DataDirLock> {
  for (const { path } of older) await files.removeLockFile(path);
  // When the directory is gone there is nothing left to protect, so a failed heartbeat is not an error.
  const beat = () => utimes(mine.path, new Date(), new Date()).catch(() => undefined);
  const heartbeat = setInterval(beat, heartbeatMs);
  heartbeat.unref();
  let released: Promise<void> | undefined;
  const release = async () => {
    clearInterval(heartbeat);
    await files.giveBackLockFile(dataDir, mine);
  };
  return { release: () => (released ??= release()) };
}

async function isHalfWritten(file: files.LockFile): Promise<boolean> {
  return (
    (await files.readHolder(file)) === "unreadable" && (await files.heartbeatAgeMs(file)) < halfWrittenMs
  );
}

async function refuseIfAlive(dataDir: string, file: files.LockFile): Promise<void> {
  const holder = await files.readHolder(file);
  if (holder === "gone") return;
  const running = holder === "unreadable" ? "unknown" : isRunning(holder);
  if (running === false) return;
  if (running === true && holder !== "unreadable") {
    throw refusal(dataDir, `process ${holder.pid}. Stop it (kill ${holder.pid})`);
  }
  if ((await files.heartbeatAgeMs(file)) > heartbeatLostMs) return;
  const who =
    holder === "unreadable" ? "another process" : `process ${holder.pid} of another container or machine`;
  const wait = `Stop it, wait ${heartbeatLostMs / 1000} s if it has crashed`;
  throw refusal(dataDir, `${who}. ${wait}`);
}

function refusal(dataDir: string, holderAndAdvice: string): AppError {
  return new AppError(
    "conflict",
    `The data directory ${dataDir} is in use by ${holderAndAdvice}, or set DATA_DIR to another directory.`,
  );
}

function findNewest(found: files.LockFile[]): files.LockFile | undefined {
  return found.toSorted((one, other) => other.number - one.number)[0];
}
