import type { Attributes, Logger, LogLevel } from "../types.ts";
import { logLevels } from "../types.ts";
import { allowAttributes, clip, maxMessageLength } from "./attributes.ts";
import { exceptionAttributes } from "./exception-attributes.ts";
import { buildRecord, type LogSink } from "./record.ts";

type LoggerContext = { nowMs: () => number; leastLevel: LogLevel; sinks: readonly LogSink[] };

const ranks = Object.fromEntries(logLevels.map((level, rank) => [level, rank])) as Record<LogLevel, number>;

export function createLogger(ctx: LoggerContext, service: string, logger: string): Logger {
  const write = (level: LogLevel, message: string, attributes?: Attributes) => {
    if (ranks[level] < ranks[ctx.leastLevel]) return;
    const record = buildRecord({
      timestampMs: ctx.nowMs(),
      level,
      service,
      logger,
      message: clip(String(message), maxMessageLength),
      attributes: allowAttributes(attributes),
    });
    for (const sink of ctx.sinks) sink(record);
  };
  return {
    debug: (message, attributes) => write("debug", message, attributes),
    info: (message, attributes) => write("info", message, attributes),
    warn: (message, attributes) => write("warn", message, attributes),
    error: (message, attributes) => write("error", message, attributes),
    critical: (message, attributes) => write("critical", message, attributes),
    named: (name) => createLogger(ctx, service, name),
    exception: (message, error, attributes) =>
      write("error", message, { ...exceptionAttributes(error), ...attributes }),
  };
}
