// Owns `application.log`. The live file always has that name (pino-roll can only write to `application.<n>.log`), so
// that `tail -F` and log shippers find it; when full it becomes `application.log.1`, the older ones move up by one.
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const keptFiles = 5;
/** How often a look is taken whether the path still leads to the open file: somebody may have moved or deleted it. */
const identityCheckMs = 1_000;

export type RotatedFile = { write(chunk: Buffer): Promise<void>; close(): Promise<void> };

export function createRotatedFile(
  directory: string,
  maxBytes: number,
  monotonicMs: () => number,
): RotatedFile {
  const path = join(directory, "application.log");
  let live: { handle: FileHandle; inode: number; bytes: number; checkedAtMs: number } | undefined;

  const close = async () => {
    const closing = live;
    live = undefined;
    await closing?.handle.close();
  };

  const openLive = async () => {
    await mkdir(directory, { recursive: true });
    const handle = await open(path, "a+");
    const { size, ino } = await handle.stat();
    live = { handle, inode: ino, bytes: size, checkedAtMs: monotonicMs() };
    if (await endsMidLine(handle, size)) live.bytes += (await handle.write("\n")).bytesWritten;
    return live;
  };

  const rotate = async () => {
    await close();
    await rm(`${path}.${keptFiles}`, { force: true });
    for (let age = keptFiles - 1; age >= 1; age -= 1)
      await moveIfThere(`${path}.${age}`, `${path}.${age + 1}`);
    await moveIfThere(path, `${path}.1`);
  };

  const closeIfReplaced = async () => {
    if (!live || monotonicMs() - live.checkedAtMs < identityCheckMs) return;
    live.checkedAtMs = monotonicMs();
    const there = await stat(path).catch(() => undefined);
    if (there?.ino !== live.inode) await close();
  };

  return {
    async write(chunk) {
      try {
        await closeIfReplaced();
        let target = live ?? (await openLive());
        if (target.bytes > 0 && target.bytes + chunk.length > maxBytes) {
          await rotate();
          target = await openLive();
        }
        await target.handle.writeFile(chunk);
        target.bytes += chunk.length;
      } catch (error) {
        // What was written of the chunk is unknown; opening again finds out and mends a torn line.
        await close().catch(() => undefined);
        throw error;
      }
    },
    close,
  };
}

async function endsMidLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
