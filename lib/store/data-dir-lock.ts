// Keeps a second process out of a data directory. PGlite takes no lock of its own, and two processes on one
// directory silently lose acknowledged writes.
//
// Lock files are numbered and the highest number holds. Whoever takes over creates the next number, which only
// one can; deleting a dead holder's file instead would let a slow starter delete its successor's.
import { utimes } from "node:fs/promises";
import { wallClock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import * as files from "./lock-files.ts";
import {
  defaultHeartbeat,
  type Heartbeat,
  judgeHolder,
  leftUntilLostMs,
  staysSilent,
} from "./lock-holder.ts";
import type { StoreLog } from "./types.ts";

/** A new lock file is empty for an instant; waiting for its content lets a refusal name the process. */
const halfWrittenMs = 500;
/** A round is lost only to somebody quicker, so this many mean that something else is wrong. */
const mostRounds = 100;

export type DataDirLock = { release(): Promise<void> };

type LockOptions = { log: StoreLog; heartbeat?: Heartbeat };

/** The directory must exist. Throws `conflict` when another process holds it. */
export async function lockDataDir(dataDir: string, options: LockOptions): Promise<DataDirLock> {
  const { log, heartbeat = defaultHeartbeat } = options;
  let mayWait = true;
  for (let round = 0; round < mostRounds; round++) {
    const newest = findNewest(await files.listLockFiles(dataDir));
    if (newest?.held && (await isHalfWritten(newest))) {
      await wallClock.sleep(halfWrittenMs / 20);
      continue;
    }
    if (newest?.held && !(await outlive(dataDir, newest, { log, heartbeat, mayWait }))) {
      mayWait = false;
      continue;
    }
    const mine = await files.createLockFile(dataDir, (newest?.number ?? 0) + 1);
    if (!mine) continue;
    // A low number becomes free again once its successor has tidied up; having that one means nothing.
    const others = (await files.listLockFiles(dataDir)).filter(({ path }) => path !== mine.path);
    if (others.every(({ number }) => number < mine.number)) return hold(dataDir, mine, others, heartbeat);
    await files.removeLockFile(mine.path);
  }
  throw new AppError(
    "conflict",
    `Other processes keep taking the data directory ${dataDir}; start one at a time.`,
  );
}

async function hold(
  dataDir: string,
  mine: files.LockFile,
  older: files.LockFile[],
  { everyMs }: Heartbeat,
): Promise<DataDirLock> {
  for (const { path } of older) await files.removeLockFile(path);
  // When the directory is gone there is nothing left to protect, so a failed heartbeat is not an error.
  const beat = () => utimes(mine.path, new Date(), new Date()).catch(() => undefined);
  const heart = setInterval(beat, everyMs);
  heart.unref();
  let released: Promise<void> | undefined;
  const release = async () => {
    clearInterval(heart);
    await files.giveBackLockFile(dataDir, mine);
  };
  return { release: () => (released ??= release()) };
}

async function isHalfWritten(file: files.LockFile): Promise<boolean> {
  const ageMs = Date.now() - (await files.lastBeatMs(file));
  return (await files.readHolder(file)) === "unreadable" && ageMs < halfWrittenMs;
}

type Patience = { log: StoreLog; heartbeat: Heartbeat; mayWait: boolean };

/**
 * True when the holder is dead, false when something moved and has to be judged anew. A killed container starts
 * again where its own pid means nothing: refusing it would only make it start again and again until then.
 */
async function outlive(dataDir: string, file: files.LockFile, patience: Patience): Promise<boolean> {
  const { log, heartbeat, mayWait } = patience;
  const holder = await judgeHolder(file);
  if (!holder.lives) return true;
  if (holder.lives === true) throw refusal(dataDir, holder);
  const leftMs = await leftUntilLostMs(file, heartbeat);
  if (leftMs === 0) return true;
  if (!mayWait) throw refusal(dataDir, holder);
  log.info("waiting to see whether the holder of the data directory still runs", {
    directory: dataDir,
    holder: holder.name,
    at_most_s: Math.ceil(leftMs / 1_000),
  });
  return staysSilent(file, leftMs);
}

function refusal(dataDir: string, holder: { name: string; howToStop: string }): AppError {
  return new AppError(
    "conflict",
    `The data directory ${dataDir} is in use by ${holder.name}. ${holder.howToStop}, or set DATA_DIR to another directory.`,
  );
}

function findNewest(found: files.LockFile[]): files.LockFile | undefined {
  return found.toSorted((one, other) => other.number - one.number)[0];
}
