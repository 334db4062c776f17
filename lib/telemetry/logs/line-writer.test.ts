import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attributes, type LogLevel, logLevels } from "../types.ts";
import { lineFormats } from "./line-format.ts";
import { createLineWriter } from "./line-writer.ts";
import { createLogger } from "./logger.ts";

type Format = keyof typeof lineFormats;

function write(format: Format, level: LogLevel, message: string, attributes?: Attributes): string {
  let text = "";
  const sink = createLineWriter(lineFormats[format], [(line) => (text += line)]);
  const nowMs = () => Date.UTC(2024, 0, 15, 10, 30, 45, 120);
  createLogger({ nowMs, leastLevel: "debug", sinks: [sink] }, "shop", "shop.cart")[level](
    message,
    attributes,
  );
  return text;
}

const levelsIn = (format: Format) => logLevels.map((level) => JSON.parse(write(format, level, "x")).level);

describe("the json format", () => {
  it("has its ten keys, with null for what is not known", () => {
    expect(JSON.parse(write("json", "warn", "slow", { ms: 12 }))).toEqual({
      timestamp: "2024-01-15T10:30:45.120Z",
      level: "WARNING",
      service: "shop",
      logger: "shop.cart",
      message: "slow",
      request_id: null,
      trace_id: null,
      span_id: null,
      tenant_id: null,
      attributes: { ms: 12 },
    });
  });
});

describe("the structlog format", () => {
  it("is flat, and an attribute cannot hide a key of the line", () => {
    const line = JSON.parse(
      write("structlog", "info", "paid", { order_id: "o-1", event: "mine", level: "mine" }),
    );
    expect(line).toMatchObject({
      timestamp: "2024-01-15T10:30:45.120Z",
      level: "info",
      event: "paid",
      service: "shop",
      request_id: null,
      order_id: "o-1",
      event_: "mine",
      level_: "mine",
    });
  });

  it("does not take attributes for a web request", () => {
    const line = JSON.parse(
      write("structlog", "info", "x", { method: "GET", headers: "none", socket: "none" }),
    );
    expect(line).toMatchObject({ method: "GET", headers: "none", socket: "none" });
  });
});

describe("the django format", () => {
  it("has the offset in its time and everything else under extra", () => {
    expect(JSON.parse(write("django", "critical", "event=http.request", { method: "GET" }))).toEqual({
      timestamp: "2024-01-15T10:30:45.120+00:00",
      level: "CRITICAL",
      logger: "shop.cart",
      message: "event=http.request",
      request_id: null,
      extra: { service: "shop", trace_id: null, span_id: null, tenant_id: null, method: "GET" },
    });
  });
});

describe("level names", () => {
  it("are those of each format's readers", () => {
    const upper = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];
    expect(levelsIn("json")).toEqual(upper);
    expect(levelsIn("django")).toEqual(upper);
    expect(levelsIn("structlog")).toEqual(upper.map((name) => name.toLowerCase()));
  });
});

describe("any format", () => {
  it("says the time as a date would say it, whatever was said before", () => {
    const said = { level: "info", service: "s", logger: "s", message: "", attributes: {} } as const;
    const who = { requestId: null, tenantId: null, traceId: null, spanId: null, sampled: false };
    const timeOf = (timestampMs: number) =>
      lineFormats.json.fields({ ...said, ...who, timestampMs }).timestamp;
    const anyMs = fc.oneof(
      fc.date({ noInvalidDate: true }).map(Number),
      fc.double({ min: -5_000, max: 5_000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(anyMs), (times) => {
        expect(times.map(timeOf)).toEqual(times.map((atMs) => new Date(atMs).toISOString()));
      }),
    );
  });

  it("writes one line of valid JSON, whatever is logged", () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("\n", "\u2028", "\u0000", '"\\'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<Format>("json", "structlog", "django"),
        fc.constantFrom(...logLevels),
        anyText,
        fc.dictionary(
          anyText,
          fc.anything({ withBigInt: true, withDate: true, withSet: true, withNullPrototype: true }),
        ),
        (format, level, message, attributes) => {
          const text = write(format, level, message, attributes as Attributes);
          expect(text.indexOf("\n")).toBe(text.length - 1);
          expect(text.isWellFormed()).toBe(true);
          const line = JSON.parse(text);
          expect(line[format === "structlog" ? "event" : "message"]).toBe(message.toWellFormed());
        },
      ),
      { numRuns: 500 },
    );
  });
});
