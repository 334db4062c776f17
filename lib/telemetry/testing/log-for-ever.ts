// A process of its own: writes log lines to stdout as fast as it can for a while, then says on stderr how it went.
import { writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { loadConfig } from "#lib/config/load.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { createTelemetry } from "../create.ts";

const [directory, durationMs] = process.argv.slice(2);
if (directory === undefined) throw new Error("Usage: log-for-ever.ts DIRECTORY MILLISECONDS");
const telemetry = await createTelemetry({
  config: loadConfig({ DATA_DIR: join(directory, "data"), LOG_DIR: join(directory, "logs") }),
  clock: wallClock,
  instanceId: "instance-1",
  version: "1.2.3",
});
const { log } = telemetry.service("shop");
const endMs = performance.now() + Number(durationMs);
let longestTurnMs = 0;
let lines = 0;
while (performance.now() < endMs) {
  const begunMs = performance.now();
  for (let count = 0; count < 20; count += 1) log.info("x".repeat(1_000), { number: lines++ });
  await nextTurn();
  longestTurnMs = Math.max(longestTurnMs, performance.now() - begunMs);
}
await telemetry.close();
writeSync(2, JSON.stringify({ lines, longestTurnMs, stdout: telemetry.stats().dropped.stdout }));
process.exit(0);
