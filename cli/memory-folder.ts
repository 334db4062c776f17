// Where a run of the tests keeps its files: in memory, where there is room. It makes hundreds of databases, each of a
// thousand small files, and a disk takes a second of processor time for what takes memory a twentieth of that.
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

const prefix = "faultmart-tests-";
/** A run was seen to have 0.5 GB there at once; the programs under test need memory as well. */
const bytesNeeded = 3 * 1024 ** 3;

export type MemoryFolder = { readonly path: string; remove(): void };
type Options = { parent?: string; needed?: number };

/** Undefined where there is no such thing, or too little of it. */
export function makeMemoryFolder({
  parent = "/dev/shm",
  needed = bytesNeeded,
}: Options = {}): MemoryFolder | undefined {
  if (!existsSync(parent)) return undefined;
  removeLeftovers(parent);
  const { bavail, bsize } = statfsSync(parent);
  if (bavail * bsize < needed || process.availableMemory() < 2 * needed) return undefined;
  const path = join(parent, `${prefix}${process.pid}`);
  mkdirSync(path);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A run that was killed could not tidy up, and memory is dearer than a disk. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (pid === process.pid || (pid > 0 && !isAlive(pid))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one as well.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
