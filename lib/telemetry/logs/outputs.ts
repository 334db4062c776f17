// The lines' way out: stdout and the log file, each optional, each counting what it loses.
import type { Writable } from "node:stream";
import type { Config } from "#lib/config/load.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Drops } from "../drops.ts";
import { createFileSink } from "./file-sink.ts";
import { lineFormats } from "./line-format.ts";
import { createLineWriter } from "./line-writer.ts";
import type { LogSink } from "./record.ts";
import { createStdoutSink } from "./stdout-sink.ts";

export type LogOutputs = {
  write: LogSink;
  flush(limitMs: number): Promise<void>;
  close(limitMs: number): Promise<void>;
};

type Options = {
  config: Config;
  clock: Clock;
  drops: Drops;
  stdout: Writable;
  onFileTrouble: (error: unknown) => void;
};

export function createLogOutputs({ config, clock, drops, stdout, onFileTrouble }: Options): LogOutputs {
  const console = config.LOG_STDOUT
    ? createStdoutSink(stdout, (lines) => drops.count("stdout", "logs", lines))
    : undefined;
  const file = createFileSink({
    directory: config.LOG_DIR,
    maxBytes: config.LOG_FILE_MB * 1024 * 1024,
    monotonicMs: clock.monotonicMs,
    onDropped: (lines) => drops.count("file", "logs", lines),
    onTrouble: onFileTrouble,
  });
  const outputs = [...(console ? [console.write] : []), file.write];
  return {
    write: createLineWriter(lineFormats[config.LOG_FORMAT], outputs),
    async flush(limitMs) {
      await Promise.all([console?.flush(limitMs), file.flush(limitMs)]);
    },
    async close(limitMs) {
      await Promise.all([console?.close(limitMs), file.close(limitMs)]);
    },
  };
}
