// A process of its own: creates an embedded database in the directory it is given, then ends.
import { PGlite } from "@electric-sql/pglite";
import { initdbArguments, postgresSettings } from "./pglite-settings.ts";

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("Usage: pglite-initdb.ts DIRECTORY");
// Its starter holds the other end of stdin: without the starter nobody waits for the result.
process.stdin.once("end", () => process.exit(1)).resume();
const engine = await PGlite.create({
  dataDir: directory,
  postgresqlconf: postgresSettings,
  initDbStartParams: initdbArguments,
});
await engine.close();
process.exit(0);
