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
  /** Not to stdout: for lines that another process has printed. */
  writeToFile: LogSink;
  flush(limitMs: number): Promise<void>;
  close(limitMs: number): Promise<void>;
};

type Options = {
  config: Config;
  clock: Clock;
  drops: Drops;
  stdout: Writable;
  /** False where another process writes the file. */
  toFile: boolean;
  /** Called before any line is given out. */
  beforeWrite: (() => void) | undefined;
  onFileTrouble: (error: unknown) => void;
};

export function createLogOutputs(options: Options): LogOutputs {
  const { config, clock, drops, stdout, toFile, onFileTrouble, beforeWrite } = options;
  const console = config.LOG_STDOUT
    ? createStdoutSink(stdout, (lines) => drops.count("stdout", "logs", lines), beforeWrite)
    : undefined;
  const file = toFile
    ? createFileSink({
        directory: config.LOG_DIR,
        maxBytes: config.LOG_FILE_MB * 1024 * 1024,
        monotonicMs: clock.monotonicMs,
        onDropped: (lines) => drops.count("file", "logs", lines),
        onTrouble: onFileTrouble,
        beforeWrite,
      })
    : undefined;
  const format = lineFormats[config.LOG_FORMAT];
  const filed = file ? [file.write] : [];
  return {
    write: createLineWriter(format, console ? [console.write, ...filed] : filed),
    writeToFile: createLineWriter(format, filed),
    async flush(limitMs) {
      await Promise.all([console?.flush(limitMs), file?.flush(limitMs)]);
    },
    async close(limitMs) {
      await Promise.all([console?.close(limitMs), file?.close(limitMs)]);
    },
  };
}
