import { Console } from "node:console";
import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { captureConsole } from "./capture-console.ts";
import { createLogger } from "./logs/logger.ts";
import type { LogRecord } from "./logs/record.ts";

/** A console as a process has one, and what still reaches its streams. */
function captured() {
  const raw: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      raw.push(String(chunk));
      done();
    },
  });
  const target = new Console({ stdout: stream, stderr: stream });
  const records: LogRecord[] = [];
  const ctx = { nowMs: () => 0, leastLevel: "debug" as const, sinks: [(it: LogRecord) => records.push(it)] };
  captureConsole(target, createLogger(ctx, "web", "console"));
  return { target, raw, records };
}

describe("a captured console", () => {
  test.each([
    ["log", "info"],
    ["info", "info"],
    ["debug", "debug"],
    ["trace", "debug"],
    ["warn", "warn"],
    ["error", "error"],
  ] as const)("takes %s as a log line of level %s, without colours", (method, level) => {
    const { target, raw, records } = captured();
    target[method]("\u001b[32m%s\u001b[0m is %d", "ready", 1);
    expect(records.map((record) => [record.level, record.message])).toEqual([[level, "ready is 1"]]);
    expect(raw).toEqual([]);
  });

  test("tells an error that was printed as an exception", () => {
    const { target, records } = captured();
    target.error("it failed", new RangeError("too much"));
    expect(records[0]).toMatchObject({ level: "error", attributes: { "exception.type": "RangeError" } });
  });

  test("says nothing of an empty line", () => {
    const { target, records } = captured();
    target.log("");
    target.log();
    expect(records).toEqual([]);
  });

  test("writes nothing past the log, whichever of its methods is called", () => {
    const { target, raw, records } = captured();
    target.dir({ depth: 1 });
    target.dirxml({ depth: 2 });
    target.table([{ sku: "lamp" }]);
    target.assert(false, "stock is %d", -1);
    target.group("checkout");
    target.log("in\na group");
    target.groupEnd();
    target.groupCollapsed("payment");
    target.count("retries");
    target.time("render");
    target.timeLog("render");
    target.timeEnd("render");
    expect(raw).toEqual([]);
    const said = records.map(({ message }) => message);
    expect(said).toEqual([
      "{ depth: 1 }",
      "{ depth: 2 }",
      expect.stringContaining("lamp"),
      "Assertion failed: stock is -1",
      "checkout",
      "in\na group",
      "payment",
      "retries: 1",
      expect.stringMatching(/^render: .*ms$/),
      expect.stringMatching(/^render: .*ms$/),
    ]);
  });
});
