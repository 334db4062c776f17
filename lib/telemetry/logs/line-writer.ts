import { pino } from "pino";
import type { LogLevel } from "../types.ts";
import type { LineFormat } from "./line-format.ts";
import type { LogRecord, LogSink } from "./record.ts";

const pinoLevels = { debug: "debug", info: "info", warn: "warn", error: "error", critical: "fatal" } as const;

/** pino makes the line; each output gets the same text and deals with its own troubles. */
export function createLineWriter(format: LineFormat, outputs: readonly ((line: string) => void)[]): LogSink {
  const named = new Map(
    Object.entries(pinoLevels).map(([level, label]) => [label as string, format.levels[level as LogLevel]]),
  );
  const write = (line: string) => {
    for (const output of outputs) output(line);
  };
  const lines = pino(
    {
      base: null,
      timestamp: false,
      level: "debug",
      formatters: {
        level: (label) => ({ level: named.get(label) ?? label }),
        // The record travels under one key: pino gives objects with keys like `method` and `headers` a meaning.
        log: ({ record }) => format.fields(record as LogRecord),
      },
    },
    { write },
  );
  return (record) => lines[pinoLevels[record.level]]({ record });
}
