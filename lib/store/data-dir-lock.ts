// Keeps a second process out of a data directory. PGlite takes no lock of its own, and two processes on one
// directory silently lose acknowledged writes.
//
// Lock files are numbered and the highest number holds. Whoever takes over creates the next number, which only
// one can; deleting a dead holder's file instead would let a slow starter delete its successor's.
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/kernel/errors.ts";
import { identifyThisProcess, isRunning, ProcessIdentity } from "./process-identity.ts";

const fileName = /^(lock|free)\.(\d{1,15})$/;

/** How often a holder shows that it lives, for those who cannot see its pid. */
const heartbeatMs = 5_000;
/** A holder in another container is believed dead after this long without a heartbeat. */
const heartbeatLostMs = 30_000;
/** A round is lost only to somebody quicker, so this many mean that something else is wrong. */
const mostRounds = 20;

export type DataDirLock = { release(): Promise<void> };

/** The directory must exist. Throws `conflict` when another process holds it. */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  for (let round = 0; round < mostRounds; round++) {
    const newest = await findNewest(dataDir);
    if (newest.held) await refuseIfAlive(dataDir, lockPath(dataDir, newest.number));
    const mine = newest.number + 1;
    if (!(await createExclusively(lockPath(dataDir, mine)))) continue;
    // A low number is free again once its successor has tidied up; holding it means nothing.
    if ((await findNewest(dataDir)).number === mine) return hold(dataDir, mine);
    await rm(lockPath(dataDir, mine), { force: true });
  }
  throw new AppError(
    "conflict",
    `Other processes keep taking the data directory ${dataDir}; start one at a time.`,
  );
}

async function hold(dataDir: string, number: number): Promise<DataDirLock> {
  const path = lockPath(dataDir, number);
  await removeOlder(dataDir, number);
  // When the directory is gone there is nothing left to protect, so a failed heartbeat is not an error.
  const heartbeat = setInterval(
    () => utimes(path, new Date(), new Date()).catch(() => undefined),
    heartbeatMs,
  );
  heartbeat.unref();
  let released: Promise<void> | undefined;
  const release = async () => {
    clearInterval(heartbeat);
    await rename(path, join(dataDir, `free.${number}`)).catch(unlessGone);
  };
  return { release: () => (released ??= release()) };
}

async function refuseIfAlive(dataDir: string, path: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder === "gone") return;
  const running = holder === "unreadable" ? "unknown" : isRunning(holder);
  if (running === false) return;
  if (running === true && holder !== "unreadable") {
    throw new AppError(
      "conflict",
      `The data directory ${dataDir} is in use by process ${holder.pid}. Stop it (kill ${holder.pid}), or set DATA_DIR to another directory.`,
    );
  }
  if (!(await hasHeartbeat(path))) return;
  const who =
    holder === "unreadable" ? "another process" : `process ${holder.pid} of another container or machine`;
  throw new AppError(
    "conflict",
    `The data directory ${dataDir} is in use by ${who}. Stop it, or set DATA_DIR to another directory; if it has died, try again in ${heartbeatLostMs / 1000} s.`,
  );
}

async function readHolder(path: string): Promise<ProcessIdentity | "gone" | "unreadable"> {
  try {
    const parsed = ProcessIdentity.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? parsed.data : "unreadable";
  } catch (error) {
    // Between its creation and its first byte a file is empty.
    return error instanceof SyntaxError ? "unreadable" : (unlessGone(error) ?? "gone");
  }
}

async function hasHeartbeat(path: string): Promise<boolean> {
  const file = await stat(path).catch(unlessGone);
  return file !== undefined && Date.now() - file.mtimeMs < heartbeatLostMs;
}

async function findNewest(dataDir: string): Promise<{ number: number; held: boolean }> {
  let newest = { number: 0, held: false };
  for (const found of await listNumbers(dataDir)) if (found.number > newest.number) newest = found;
  return newest;
}

async function listNumbers(dataDir: string): Promise<{ name: string; number: number; held: boolean }[]> {
  const names = await readdir(dataDir);
  return names.flatMap((name) => {
    const [, state, number] = fileName.exec(name) ?? [];
    return number === undefined ? [] : [{ name, number: Number(number), held: state === "lock" }];
  });
}

async function removeOlder(dataDir: string, number: number): Promise<void> {
  for (const found of await listNumbers(dataDir)) {
    if (found.number < number) await rm(join(dataDir, found.name), { force: true });
  }
}

async function createExclusively(path: string): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(identifyThisProcess()), { flag: "wx" });
    return true;
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) return false;
    await rm(path, { force: true });
    throw error;
  }
}

function lockPath(dataDir: string, number: number): string {
  return join(dataDir, `lock.${number}`);
}

function unlessGone(error: unknown): undefined {
  if (!hasErrorCode(error, "ENOENT")) throw error;
}

function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
