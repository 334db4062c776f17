import { Console } from "node:console";
import { Writable } from "node:stream";
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
  const say = (level: LogLevel, text: string) => {
    const message = stripVTControlCharacters(text).trim();
    if (message !== "") log[level](message);
  };
  const stream = (level: LogLevel) =>
    new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        say(level, text);
        done();
      },
    });
  // What has no level of its own (`table`, `dir`, `group`, `assert` …) is rendered by a console of Node's.
  const rendering = new Console({ stdout: stream("info"), stderr: stream("warn"), groupIndentation: 0 });
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(rendering, {
      [method]: (...parts: unknown[]) => {
        const error = parts.find((part) => part instanceof Error);
        const text = format(...parts);
        if (error) log.exception(stripVTControlCharacters(text).trim().split("\n", 1)[0] ?? "", error);
        else say(level, text);
      },
    });
  }
  Object.assign(target, methodsOf(rendering));
}

function methodsOf(from: Console): object {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => typeof value === "function"));
}
