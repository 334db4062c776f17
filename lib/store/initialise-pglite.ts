import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { StoreLog } from "./types.ts";

const initdbScript = fileURLToPath(new URL("./pglite-initdb.ts", import.meta.url));

/**
 * Makes an empty database where none is. It is made under another name and renamed when complete, so that a
 * process killed half-way leaves nothing that looks like a database.
 */
export async function initialisePglite(directory: string, log: StoreLog): Promise<void> {
  await removeLeftovers(directory);
  if (await exists(join(directory, "PG_VERSION"))) return;
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
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function removeLeftovers(directory: string): Promise<void> {
  const parent = dirname(directory);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(directory)}.new-`))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
