// A process of its own: records telemetry into the directory it is given, says what is flushed, and goes on for ever.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadConfig } from "#lib/config/load.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { createTelemetry } from "../create.ts";

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("Usage: record-until-killed.ts DIRECTORY");
const telemetry = await createTelemetry({
  config: loadConfig({
    DATA_DIR: join(directory, "data"),
    LOG_DIR: join(directory, "logs"),
    LOG_STDOUT: "off",
  }),
  clock: wallClock,
  instanceId: "instance-1",
  version: "1.2.3",
});
const { log } = telemetry.service("shop");
for (let number = 1; ; number += 1) {
  log.info("counted", { number });
  if (number % 100 !== 0) continue;
  await telemetry.flush();
  process.stdout.write(`${number}\n`);
  await pause(1);
}
