import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, readdir, rename, rm, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { AppError } from "#lib/kernel/errors.ts";
import type { StoreLog } from "./types.ts";

const initdbScript = fileURLToPath(new URL("./pglite-initdb.ts", import.meta.url));

/** An empty database takes 30 MB; the rest is room for its first hours. */
const neededByNewDatabase = 100 * 1024 * 1024;

/**
 * Makes an empty database where none is. It is made under another name and renamed when complete, so that a
 * process killed half-way leaves nothing that looks like a database.
 */
export async function initialisePglite(
  directory: string,
  log: StoreLog,
  neededBytes = neededByNewDatabase,
): Promise<void> {
  await removeLeftovers(directory);
  if (await exists(join(directory, "PG_VERSION"))) return;
  await requireSpace(dirname(directory), neededBytes);
  log.info("creating the embedded database", { directory });
  const unfinished = `${directory}.new-${randomUUID()}`;
  await createInOwnProcess(unfinished);
  await rename(unfinished, directory);
}

/** initdb leaves 75 to 170 MB behind in the process that ran it; Liftoff alone spares it 500 MB of compiling. */
async function createInOwnProcess(directory: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, ["--liftoff-only", initdbScript, directory]);
  } catch (error) {
    await removeDirectory(directory);
    throw error;
  }
}

/** On a full disk initdb only says `errno 51`. */
async function requireSpace(directory: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= neededBytes) return;
  const [free, needed] = [bavail * bsize, neededBytes].map((bytes) => `${Math.floor(bytes / 1024 ** 2)} MB`);
  throw new AppError(
    "unavailable",
    `A new database needs ${needed}, but ${directory} has ${free} free. Make room, or set DATA_DIR to another directory.`,
  );
}

async function removeLeftovers(directory: string): Promise<void> {
  const parent = dirname(directory);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(directory)}.new-`)) await removeDirectory(join(parent, name));
  }
}

/** Tried again for a while: the process that was creating it may write its last file meanwhile. */
async function removeDirectory(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
