import { format, stripVTControlCharacters } from "node:util";
import type { Logger, LogLevel } from "./types.ts";

const levels: Record<string, LogLevel> = {
  debug: "debug",
  log: "info",
  info: "info",
  warn: "warn",
  error: "error",
  trace: "debug",
};

/** Next and other libraries print; stdout is for JSON lines, and what they say belongs in the log with its trace. */
export function captureConsole(target: Console, log: Logger) {
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(target, {
      [method]: (...parts: unknown[]) => {
        const error = parts.find((part) => part instanceof Error);
        const message = stripVTControlCharacters(format(...parts)).trim();
        if (error) log.exception(message.split("\n", 1)[0] ?? "", error);
        else if (message !== "") log[level](message);
      },
    });
  }
}
