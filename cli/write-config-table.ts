// Renews the configuration table in README.md after a change of the schema.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withConfigTable } from "#lib/config/readme-table.ts";

const readme = join(import.meta.dirname, "../README.md");
const before = readFileSync(readme, "utf8");
const after = withConfigTable(before);
if (after !== before) writeFileSync(readme, after);
process.stdout.write(
  after === before ? "README.md was up to date\n" : "README.md has a new configuration table\n",
);
