import type { Writable } from "node:stream";
import type { Config } from "#lib/config/load.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { processService } from "../service-resource.ts";
import type { Logger } from "../types.ts";
import { lineFormats } from "./line-format.ts";
import { createLineWriter } from "./line-writer.ts";
import { createLogger } from "./logger.ts";
import { createStdoutSink } from "./stdout-sink.ts";

/** For complaints about the log outputs themselves, which cannot be trusted to carry them. */
export function createStderrLogger(options: { config: Config; clock: Clock; stderr: Writable }): Logger {
  const output = createStdoutSink(options.stderr, () => {});
  const sink = createLineWriter(lineFormats[options.config.LOG_FORMAT], [output.write]);
  return createLogger(
    { nowMs: options.clock.nowMs, leastLevel: "debug", sinks: [sink] },
    processService,
    "telemetry",
  );
}
