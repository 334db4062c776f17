import { describe, expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import type { LogRecord } from "./record.ts";

function loggerWith(leastLevel: "debug" | "warn") {
  const records: LogRecord[] = [];
  const log = createLogger(
    { nowMs: () => 1_000, leastLevel, sinks: [(record) => records.push(record)] },
    "shop",
    "shop",
  );
  return { log, records };
}

describe("a logger", () => {
  it("leaves out what is below the least level", () => {
    const { log, records } = loggerWith("warn");
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.critical("d");
    expect(records.map(({ message }) => message)).toEqual(["c", "d"]);
  });

  it("keeps its service under a finer name", () => {
    const { log, records } = loggerWith("debug");
    log.named("http.access").info("hello");
    expect(records[0]).toMatchObject({ service: "shop", logger: "http.access" });
  });

  it("tells an exception by type, message and stack", () => {
    const { log, records } = loggerWith("debug");
    log.exception("charge failed", new RangeError("too much"), { order_id: "o-1" });
    expect(records[0]).toMatchObject({
      level: "error",
      message: "charge failed",
      attributes: { "exception.type": "RangeError", "exception.message": "too much", order_id: "o-1" },
    });
    expect(records[0]?.attributes["exception.stacktrace"]).toContain("RangeError: too much\n    at ");
  });

  it("survives whatever is thrown", () => {
    const { log, records } = loggerWith("debug");
    const unreadable = {
      toString() {
        throw new Error("no");
      },
    };
    for (const thrown of ["text", undefined, null, 7n, Symbol("s"), unreadable, Object.create(null)]) {
      log.exception("odd", thrown);
    }
    expect(records).toHaveLength(7);
    expect(records[0]?.attributes).toMatchObject({ "exception.type": "string", "exception.message": "text" });
  });
});
