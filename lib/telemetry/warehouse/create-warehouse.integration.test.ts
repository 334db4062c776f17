import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import type { ReportedLog, ReportedSpan } from "#lib/contract/mesh-report.ts";
import { withRequestScope } from "../request-scope.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";
import { startWarehouse } from "../testing/warehouse-under-test.ts";
import type { Telemetry } from "../types.ts";

const line = {
  timestampMs: 0,
  level: "info" as const,
  service: "payment-service",
  logger: "payment-service",
  message: "payment authorised",
  requestId: null,
  tenantId: null,
  traceId: null,
  spanId: null,
  sampled: false,
  attributes: {},
};
const span: ReportedSpan = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentSpanId: null,
  service: "payment-service",
  name: "authorize",
  kind: "server",
  start: [1_900_000_000, 0],
  end: [1_900_000_000, 5_000_000],
  status: "ok",
  statusMessage: null,
  attributes: {},
  events: [],
};
const receive = (telemetry: Telemetry, ...logs: ReportedLog[]) =>
  telemetry.receive({ instanceId: "another", version: "1", sequence: 1, spans: [], logs });

let started: TelemetryUnderTest;
beforeEach(async () => {
  started = await startTelemetry();
});
afterEach(() => started.remove());

describe("the warehouse", () => {
  it("finds the spans of a trace, in order, with all that was said about them", async () => {
    const { telemetry } = started;
    const gateway = telemetry
      .service("api-gateway")
      .tracer.startSpan("POST /checkout", { kind: SpanKind.SERVER });
    const scope = withRequestScope(trace.setSpan(context.active(), gateway), {
      requestId: "request-1",
      tenantId: "merch",
    });
    const charge = telemetry.service("payment-service").tracer.startSpan("charge", {}, scope);
    charge.setAttributes({ "order.id": "o-1", amount: 1250, tags: ["a", "b"] });
    charge.addEvent("declined", { code: "insufficient_funds" });
    charge.setStatus({ code: SpanStatusCode.ERROR, message: "the card was declined" });
    charge.end();
    gateway.end();
    telemetry.service("shop").tracer.startSpan("another trace").end();
    await telemetry.flush();
    const { traceId } = gateway.spanContext();
    const spans = await telemetry.history.findSpans({ traceId });
    expect(spans).toMatchObject([
      {
        traceId,
        parentSpanId: null,
        service: "api-gateway",
        name: "POST /checkout",
        kind: "server",
        status: "unset",
      },
      {
        traceId,
        spanId: charge.spanContext().spanId,
        parentSpanId: gateway.spanContext().spanId,
        service: "payment-service",
        kind: "internal",
        status: "error",
        statusMessage: "the card was declined",
        tenantId: "merch",
        requestId: "request-1",
        attributes: { "order.id": "o-1", amount: 1250, tags: ["a", "b"] },
        events: [{ name: "declined", attributes: { code: "insufficient_funds" } }],
      },
    ]);
    expect(Math.abs((spans[0]?.startUs ?? 0) / 1_000 - Date.now())).toBeLessThan(60_000);
    expect(spans[0]?.durationUs).toBeGreaterThanOrEqual(spans[1]?.durationUs ?? 0);
  });

  it("finds logs by trace or by request, the newest first, as many as asked for", async () => {
    const { telemetry } = started;
    const { tracer, log } = telemetry.service("shop");
    const traceId = tracer.startActiveSpan("browse", (span) => {
      for (const number of [1, 2, 3]) log.info(`in the trace ${number}`, { number });
      span.end();
      return span.spanContext().traceId;
    });
    context.with(withRequestScope(context.active(), { requestId: "request-2" }), () =>
      log.warn("in the request"),
    );
    await telemetry.flush();
    const inTrace = await telemetry.history.findLogs({ terms: [fieldIs("trace", traceId)], limit: 2 });
    expect(inTrace.map(({ message }) => message)).toEqual(["in the trace 3", "in the trace 2"]);
    expect(inTrace[0]).toMatchObject({ level: "info", service: "shop", traceId, attributes: { number: 3 } });
    const inRequest = await telemetry.history.findLogs({
      terms: [fieldIs("request", "request-2")],
      limit: 10,
    });
    expect(inRequest).toMatchObject([{ message: "in the request", level: "warn", traceId: null }]);
    const ids = (await telemetry.history.findLogs({ limit: 10 })).map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a));
  });

  it("gives lines of another process the next ids, whatever time they tell of", async () => {
    const { telemetry } = started;
    telemetry.service("shop").log.info("before");
    receive(telemetry, { ...line, timestampMs: Date.now() + 80_000_000, message: "from a fast clock" });
    receive(telemetry, { ...line, timestampMs: Date.now() - 80_000_000, message: "from a slow clock" });
    telemetry.service("shop").log.info("after");
    await telemetry.flush();
    const found = await telemetry.history.findLogs({ limit: 10 });
    const idOf = (message: string) => Number(found.find((one) => one.message === message)?.id);
    expect(idOf("from a fast clock")).toBe(idOf("before") + 1);
    expect(idOf("from a slow clock")).toBe(idOf("before") + 2);
    expect(idOf("after")).toBeGreaterThan(idOf("from a slow clock"));
    expect(idOf("after")).toBeLessThanOrEqual(Date.now() * 1_000);
  });

  it("keeps the rows beside a span that no file could keep", async () => {
    const { telemetry } = started;
    telemetry.service("shop").log.info("before");
    telemetry.receive({
      instanceId: "another",
      version: "1",
      sequence: 1,
      spans: [{ ...span, start: [1e16, 0] }],
      logs: [],
    });
    telemetry.receive({ instanceId: "another", version: "1", sequence: 1, spans: [span], logs: [] });
    telemetry.service("shop").log.info("after");
    await telemetry.flush();
    const found = await telemetry.history.findLogs({ terms: [fieldIs("service", "shop")], limit: 10 });
    expect(found.map(({ message }) => message)).toEqual(["after", "before"]);
    expect(await telemetry.history.findSpans({ traceId: span.traceId })).toHaveLength(1);
    expect(telemetry.stats().dropped).toMatchObject({ warehouse: 1 });
  });

  it("counts a span that no row can be made of, and lets whoever ends it go on", async () => {
    const { telemetry } = started;
    const { tracer } = telemetry.service("shop");
    const timeless = tracer.startSpan("timeless", { startTime: [Number.NaN, 0] });
    timeless.end();
    tracer.startSpan("another", {}).end();
    await telemetry.flush();
    expect(await telemetry.history.countRows()).toMatchObject({ spans: 1 });
    expect(telemetry.stats().dropped).toMatchObject({ warehouse: 1 });
  });

  it("lets whoever says a line that cannot be read go on, and keeps the next one", async () => {
    const kept = await startWarehouse();
    try {
      const attributes = {
        get unreadable(): string {
          throw new Error("It cannot be read");
        },
      };
      kept.warehouse.takeLog({ ...line, attributes });
      kept.warehouse.takeLog(line);
      await kept.warehouse.flush(5_000);
      expect(await kept.warehouse.countRows()).toMatchObject({ logs: 1 });
    } finally {
      await kept.remove();
    }
  });

  it("cannot be made to say more by what it is asked", async () => {
    const { telemetry } = started;
    telemetry.service("shop").tracer.startSpan("secret").end();
    telemetry.service("shop").log.info("secret");
    await telemetry.flush();
    expect(await telemetry.history.findSpans({ traceId: "' OR '1'='1" })).toEqual([]);
    expect(
      await telemetry.history.findLogs({ terms: [fieldIs("request", "x' OR 1=1 --")], limit: 10 }),
    ).toEqual([]);
  });

  it("keeps any text as it was, and half a character as a mark for one", async () => {
    const { telemetry } = started;
    const texts = [
      "",
      "plain",
      "naïve 💥 日本",
      "a\u0000b",
      'quote " and \\',
      "line\nbreak",
      "half \ud83d",
      "\u0002",
      "a\u0001b\u0003",
    ];
    for (const text of texts) telemetry.service("shop").log.info(text, { text });
    await telemetry.flush();
    const kept = (await telemetry.history.findLogs({ limit: 10 })).toReversed();
    expect(kept.map(({ message }) => message)).toEqual(texts.map((text) => text.toWellFormed()));
    expect(kept.map(({ attributes }) => attributes.text)).toEqual(texts.map((text) => text.toWellFormed()));
  });

  it("samples every series of the registry", async () => {
    const { telemetry } = started;
    const { series } = telemetry.stats();
    await telemetry.flush();
    const { points } = await telemetry.history.countRows();
    expect(points).toBeGreaterThan(series * 0.8);
    expect(telemetry.stats().warehouse.rows).toBeGreaterThanOrEqual(points);
  });

  it("has what an earlier process recorded, and counts on from its ids", async () => {
    const { directory } = started;
    started.telemetry.service("shop").log.info("before");
    await started.telemetry.close();
    started = await startTelemetry({
      directory,
      clock: { ...fixedClock(1_000), monotonicMs: () => performance.now() },
    });
    started.telemetry.service("shop").log.info("after");
    await started.telemetry.flush();
    const [after, before] = (await started.telemetry.history.findLogs({ limit: 2 })).toSorted(
      (a, b) => Number(b.id) - Number(a.id),
    );
    expect([after?.message, before?.message]).toEqual(["after", "before"]);
  });
});

/** A wall clock that was set back by years. */
function fixedClock(nowMs: number) {
  return { nowMs: () => nowMs, sleep: async () => {}, after: () => () => {} };
}
