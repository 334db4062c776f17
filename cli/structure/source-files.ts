import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Everything else is source: a new folder is checked without being listed anywhere. */
const notSource = new Set(["node_modules", "data", "logs", "public", "test-results", "playwright-report"]);
const sourceFile = /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/;
/** Next writes it anew at every start. */
const generated = "next-env.d.ts";

/** Paths from the project's folder, with forward slashes, sorted. */
export function listSourceFiles(projectDir: string, folder = ""): string[] {
  return readdirSync(join(projectDir, folder), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && !(folder === "" && notSource.has(entry.name)))
    .flatMap((entry) => filesOf(projectDir, folder === "" ? entry.name : `${folder}/${entry.name}`, entry))
    .sort();
}

function filesOf(projectDir: string, path: string, entry: Dirent): string[] {
  if (entry.isDirectory()) return listSourceFiles(projectDir, path);
  return sourceFile.test(path) && path !== generated ? [path] : [];
}
