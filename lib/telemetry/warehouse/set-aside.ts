// A file that cannot be read is telemetry lost, not a shop that does not start: it is moved aside, for somebody to look
// into, and a new one begun.
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Files moved aside that are kept; each may be as large as the limit. */
const keptAside = 2;

export type AsideOptions = {
  path: string;
  nowMs: () => number;
  onSetAside: (asidePath: string, reason: unknown) => void;
};

/** The file must not be open. */
export async function setAside({ path, nowMs, onSetAside }: AsideOptions, reason: unknown): Promise<void> {
  const asidePath = `${path}.unreadable-${new Date(nowMs()).toISOString().replaceAll(":", "")}`;
  await rename(path, asidePath);
  await rename(`${path}.wal`, `${asidePath}.wal`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  onSetAside(asidePath, reason);
  await removeOldest(path);
}

/** A disk that spoils every file must not be filled with what it spoilt. */
async function removeOldest(path: string): Promise<void> {
  const prefix = `${basename(path)}.unreadable-`;
  const files = (await readdir(dirname(path))).filter(
    (name) => name.startsWith(prefix) && !name.endsWith(".wal"),
  );
  for (const name of files.toSorted().slice(0, -keptAside)) {
    await rm(join(dirname(path), name), { recursive: true });
    await rm(join(dirname(path), `${name}.wal`), { force: true });
  }
}
