import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { withRequestScope } from "./request-scope.ts";
import { parseExposition } from "./testing/parse-exposition.ts";
import { parseLines, startTelemetry, type TelemetryUnderTest } from "./testing/telemetry-under-test.ts";

let started: TelemetryUnderTest | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await started?.remove();
  started = undefined;
});

async function start(environment: Record<string, string> = {}) {
  started = await startTelemetry({ environment });
  return started;
}

const traceparent = (flags: "00" | "01") => `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}`;
const remoteContext = (flags: "00" | "01") =>
  propagation.extract(ROOT_CONTEXT, { traceparent: traceparent(flags) });

describe("one log call", () => {
  it("reaches stdout, the file and the warehouse as the same record, with its request and span", async () => {
    const { telemetry, lines, directory } = await start();
    const { tracer, log } = telemetry.service("payment-service");
    await tracer.startActiveSpan("charge", async (span) => {
      const scope = withRequestScope(context.active(), { requestId: "request-1", tenantId: "coupons" });
      await context.with(scope, async () => {
        await Promise.resolve();
        log.named("payment.card").error("refused", { order_id: "o-1" });
      });
      span.end();
      const { traceId, spanId } = span.spanContext();
      const expected = {
        level: "ERROR",
        service: "payment-service",
        logger: "payment.card",
        message: "refused",
        request_id: "request-1",
        trace_id: traceId,
        span_id: spanId,
        tenant_id: "coupons",
        attributes: { order_id: "o-1" },
      };
      await telemetry.flush();
      expect(lines()).toMatchObject([expected]);
      const file = await readFile(join(directory, "logs/application.log"), "utf8");
      expect(parseLines(file)).toEqual(lines());
      const [stored] = await telemetry.history.findLogs({
        terms: [fieldIs("request", "request-1")],
        limit: 5,
      });
      expect(stored).toMatchObject({
        level: "error",
        message: "refused",
        traceId,
        spanId,
        tenantId: "coupons",
      });
      expect(new Date((stored?.timeUs ?? 0) / 1_000).toISOString()).toBe(lines()[0]?.timestamp);
    });
  });
});

describe("spans", () => {
  it("go on in the trace of whoever called, and baggage travels along", async () => {
    const { telemetry } = await start();
    const headers = { traceparent: traceparent("01"), baggage: "tenant_id=merch" };
    const remote = propagation.extract(ROOT_CONTEXT, headers);
    const span = telemetry.service("api-gateway").tracer.startSpan("POST /checkout", {}, remote);
    const outgoing: Record<string, string> = {};
    propagation.inject(trace.setSpan(remote, span), outgoing);
    span.end();
    const { spanId } = span.spanContext();
    expect(outgoing).toEqual({
      traceparent: `00-0af7651916cd43dd8448eb211c80319c-${spanId}-01`,
      baggage: "tenant_id=merch",
    });
  });

  it("are left out, with their exemplars but not their log lines, when the caller does not sample", async () => {
    const { telemetry, lines } = await start();
    const { tracer, log, meter } = telemetry.service("shop");
    const counter = meter.counter({ name: "visits_total", help: "Visits" });
    tracer.startActiveSpan("browse", {}, remoteContext("00"), (span) => {
      counter.add(1, {});
      log.info("seen");
      span.end();
    });
    await telemetry.flush();
    expect(await telemetry.history.countRows()).toMatchObject({ spans: 0, logs: 1 });
    expect(lines()).toMatchObject([{ message: "seen", trace_id: "0af7651916cd43dd8448eb211c80319c" }]);
    expect((await telemetry.exposition("application/openmetrics-text")).text).not.toContain("# {trace_id");
  });

  it("of libraries that know only the global tracer belong to the process", async () => {
    const { telemetry } = await start();
    const span = trace.getTracer("next.js").startSpan("render page");
    span.end();
    await telemetry.flush();
    const { traceId } = span.spanContext();
    expect(await telemetry.history.findSpans({ traceId })).toMatchObject([
      { service: "faultmart", name: "render page" },
    ]);
  });

  it("cannot grow without end", async () => {
    const { telemetry } = await start();
    const span = telemetry.service("shop").tracer.startSpan("runaway");
    for (let number = 0; number < 500; number += 1)
      span.setAttribute(`key ${number}`, "x".repeat(100_000)).addEvent("again");
    span.end();
    await telemetry.flush();
    const [stored] = await telemetry.history.findSpans({ traceId: span.spanContext().traceId });
    expect(JSON.stringify(stored).length).toBeLessThan(400_000);
  });
});

describe("what a scraper gets", () => {
  it("is text of the kind it asked for, with its type", async () => {
    const { telemetry } = await start();
    const plain = await telemetry.exposition(undefined);
    expect(plain.contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
    parseExposition(plain.text, "prometheus");
    const open = await telemetry.exposition("application/openmetrics-text; version=1.0.0");
    expect(open.contentType).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    parseExposition(open.text, "openmetrics");
  });

  it("tells about telemetry itself", async () => {
    const { telemetry } = await start({ METRICS_SERIES_LIMIT: "10" });
    const { meter, log, tracer } = telemetry.service("shop");
    const counter = meter.counter({ name: "visits_total", help: "Visits", labels: ["visitor"] });
    for (let visitor = 0; visitor < 13; visitor += 1) counter.add(1, { visitor: String(visitor) });
    counter.add(Number.NaN, { visitor: "0" });
    log.info("hello");
    tracer.startSpan("s").end();
    const families = parseExposition((await telemetry.exposition(undefined)).text, "prometheus");
    const samples = families
      .filter(({ name }) => name.startsWith("telemetry_"))
      .flatMap((family) => family.samples);
    expect(samples).toContainEqual({
      name: "telemetry_series_overflow_total",
      labels: { metric: "visits_total" },
      value: 3,
    });
    expect(samples).toContainEqual({
      name: "telemetry_records_total",
      labels: { signal: "spans" },
      value: 1,
    });
    expect(samples).toContainEqual({ name: "telemetry_records_total", labels: { signal: "logs" }, value: 1 });
    expect(samples).toContainEqual({
      name: "telemetry_dropped_total",
      labels: { signal: "points", sink: "registry" },
      value: 1,
    });
    expect(telemetry.stats()).toMatchObject({
      spans: 1,
      logs: 1,
      dropped: { registry: 1, stdout: 0, warehouse: 0 },
    });
  });
});

describe("trouble", () => {
  it("with the log file is said once on stderr and counted, while everything else goes on", async () => {
    const { telemetry, lines, stderr, directory } = await start();
    await writeFile(join(directory, "logs"), "a file where the directory should be");
    for (const message of ["one", "two", "three"]) telemetry.service("shop").log.info(message);
    await telemetry.flush();
    expect(lines().map(({ message }) => message)).toEqual(["one", "two", "three"]);
    expect(parseLines(stderr())).toMatchObject([
      {
        level: "WARNING",
        message: expect.stringContaining("application.log cannot be written; lines are dropped"),
      },
    ]);
    expect(telemetry.stats().dropped.file).toBe(3);
    expect(await telemetry.history.countRows()).toMatchObject({ logs: 3 });
  });

  it("of a disabled SDK prints no span, and a log line still knows its span", async () => {
    vi.stubEnv("OTEL_SDK_DISABLED", "true");
    const printed = vi.spyOn(console, "dir").mockImplementation(() => {});
    const { telemetry, lines } = await start({ OTEL_SDK_DISABLED: "true", OTEL_TRACES_EXPORTER: "console" });
    const { tracer, log } = telemetry.service("shop");
    const traceId = tracer.startActiveSpan("purchase", (span) => {
      log.info("in a span");
      span.end();
      return span.spanContext().traceId;
    });
    await telemetry.flush();
    expect(lines()[0]).toMatchObject({ trace_id: traceId });
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});

describe("closing", () => {
  it("leaves everything with its sinks, may be repeated, and lets the process begin anew", async () => {
    const first = await start();
    first.telemetry.service("shop").log.info("last words");
    await first.telemetry.close();
    await first.telemetry.close();
    const second = await startTelemetry({ directory: first.directory });
    const [last] = await second.telemetry.history.findLogs({ limit: 1 });
    expect(last?.message).toBe("last words");
    const { tracer, log } = second.telemetry.service("shop");
    tracer.startActiveSpan("again", (span) => {
      log.info("in a span");
      span.end();
    });
    await second.telemetry.flush();
    expect(second.lines()[0]?.trace_id).toEqual(expect.any(String));
    expect(second.telemetry.stats().spans).toBe(1);
    await second.telemetry.close();
  });

  it("gives the same service for the same name", async () => {
    const { telemetry } = await start();
    expect(telemetry.service("shop")).toBe(telemetry.service("shop"));
  });
});
