// The numbered files of a data directory's lock: `lock.7` is held, `free.7` was given back.
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { identifyThisProcess, ProcessIdentity } from "./process-identity.ts";

export type LockFile = { readonly path: string; readonly number: number; readonly held: boolean };

const fileName = /^(lock|free)\.(\d{1,15})$/;

export async function listLockFiles(dataDir: string): Promise<LockFile[]> {
  const names = await readdir(dataDir);
  return names.flatMap((name) => {
    const [, state, number] = fileName.exec(name) ?? [];
    if (number === undefined) return [];
    return [{ path: join(dataDir, name), number: Number(number), held: state === "lock" }];
  });
}

/** Undefined when somebody else has created that number. */
export async function createLockFile(dataDir: string, number: number): Promise<LockFile | undefined> {
  const path = join(dataDir, `lock.${number}`);
  try {
    await writeFile(path, JSON.stringify(identifyThisProcess()), { flag: "wx" });
    return { path, number, held: true };
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) return undefined;
    await removeLockFile(path);
    throw error;
  }
}

/** A rename needs no space on the disk and cannot stop half-way. */
export async function giveBackLockFile(dataDir: string, file: LockFile): Promise<void> {
  await rename(file.path, join(dataDir, `free.${file.number}`)).catch(unlessGone);
}

export async function removeLockFile(path: string): Promise<void> {
  await rm(path, { force: true });
}

export async function readHolder(file: LockFile): Promise<ProcessIdentity | "gone" | "unreadable"> {
  try {
    const parsed = ProcessIdentity.safeParse(JSON.parse(await readFile(file.path, "utf8")));
    return parsed.success ? parsed.data : "unreadable";
  } catch (error) {
    // Between its creation and its first byte a file is empty.
    return error instanceof SyntaxError ? "unreadable" : (unlessGone(error) ?? "gone");
  }
}

/** When its holder last showed that it lives; infinitely long ago when the file is gone. */
export async function lastBeatMs(file: LockFile): Promise<number> {
  const found = await stat(file.path).catch(unlessGone);
  return found?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

function unlessGone(error: unknown): undefined {
  if (!hasErrorCode(error, "ENOENT")) throw error;
}

function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
