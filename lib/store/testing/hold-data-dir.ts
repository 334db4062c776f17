// A process of its own: locks the data directory it is given, says so, and keeps it until it is told to end.
// A second argument is a moment (milliseconds since the epoch) to start at, so that several can race.
import { lockDataDir } from "../data-dir-lock.ts";

const [dataDir, startAtMs] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("Usage: hold-data-dir.ts DIRECTORY [MOMENT]");
while (startAtMs !== undefined && Date.now() < Number(startAtMs));
try {
  const lock = await lockDataDir(dataDir, { log: { info: () => undefined, exception: () => undefined } });
  process.stdout.write("held\n");
  process.stdin.resume().once("end", () => lock.release());
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
}
