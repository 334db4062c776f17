import { context, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withRequestScope } from "../request-scope.ts";
import { type OtlpReceiver, startReceiver } from "../testing/otlp-receiver.ts";
import { attributesOf, recordsAt } from "../testing/otlp-records.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";

const cumulative = { aggregationTemporality: "AGGREGATION_TEMPORALITY_CUMULATIVE" };

let receiver: OtlpReceiver;
let started: TelemetryUnderTest | undefined;

async function start(environment: Record<string, string> = {}) {
  started = await startTelemetry({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...environment },
  });
  return started.telemetry;
}

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await started?.remove();
  started = undefined;
  await receiver.stop();
});

describe("with a receiver", () => {
  it("sends each service's spans under its own resource, in one trace", async () => {
    const telemetry = await start({ OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abc,x-team=shop" });
    telemetry.service("api-gateway").tracer.startActiveSpan("POST /checkout", (outer) => {
      const scope = withRequestScope(context.active(), { requestId: "request-1", tenantId: "merch" });
      context.with(scope, () => telemetry.service("payment-service").tracer.startSpan("charge").end());
      outer.end();
    });
    await telemetry.flush();
    const spans = recordsAt(receiver, "/v1/traces");
    const [outer, inner] = ["POST /checkout", "charge"].map((name) =>
      spans.find(({ record }) => record.name === name),
    );
    expect(outer).toMatchObject({ service: "api-gateway", record: { name: "POST /checkout" } });
    expect(inner).toMatchObject({
      service: "payment-service",
      resource: {
        "service.namespace": "faultmart",
        "service.version": "1.2.3",
        "service.instance.id": "instance-1",
        "telemetry.sdk.language": "nodejs",
      },
      record: { name: "charge", traceId: outer?.record.traceId, parentSpanId: outer?.record.spanId },
    });
    expect(attributesOf(inner?.record ?? {})).toMatchObject({ request_id: "request-1", tenant_id: "merch" });
    const headers = receiver.received.find(({ path }) => path === "/v1/traces")?.headers;
    expect(headers).toMatchObject({ authorization: "Bearer abc", "x-team": "shop" });
  });

  it("sends log records that know their span, request and severity", async () => {
    const telemetry = await start();
    const { tracer, log } = telemetry.service("payment-service");
    const span = tracer.startActiveSpan("charge", (active) => {
      const scope = withRequestScope(context.active(), { requestId: "request-1", tenantId: "merch" });
      context.with(scope, () =>
        log.named("charge.card").critical("card refused", { attempts: 3, ok: false }),
      );
      active.end();
      return active.spanContext();
    });
    await telemetry.flush();
    const [sent] = recordsAt(receiver, "/v1/logs").filter(({ service }) => service === "payment-service");
    expect(sent).toMatchObject({
      scope: "charge.card",
      record: {
        severityNumber: "SEVERITY_NUMBER_FATAL",
        severityText: "CRITICAL",
        body: { stringValue: "card refused" },
        traceId: span.traceId,
        spanId: span.spanId,
      },
    });
    expect(attributesOf(sent?.record ?? {})).toEqual({
      attempts: "3",
      ok: false,
      request_id: "request-1",
      tenant_id: "merch",
    });
  });

  it("sends the registry's metrics, cumulative, each under its service", async () => {
    const telemetry = await start();
    const { meter } = telemetry.service("inventory-service");
    meter
      .counter({ name: "reservations_total", help: "Reservations", labels: ["result"] })
      .add(4, { result: "ok" });
    const waits = meter.histogram({ name: "wait_seconds", help: "Waits", buckets: [1, 5] });
    for (const value of [0.5, 2, 9]) waits.record(value, {});
    await telemetry.flush();
    const sent = recordsAt(receiver, "/v1/metrics");
    const of = (name: string) => sent.find(({ record }) => record.name === name);
    expect(of("reservations_total")).toMatchObject({
      service: "inventory-service",
      record: {
        description: "Reservations",
        sum: { ...cumulative, isMonotonic: true, dataPoints: [{ asDouble: 4 }] },
      },
    });
    expect(of("wait_seconds")?.record.histogram).toMatchObject({
      ...cumulative,
      dataPoints: [{ count: "3", sum: 11.5, explicitBounds: [1, 5], bucketCounts: ["1", "1", "1"] }],
    });
    expect(of("process_resident_memory_bytes")?.service).toBe("faultmart");
  });

  it("pushes metrics at the interval asked for", async () => {
    await start({ OTEL_METRIC_EXPORT_INTERVAL: "1000" });
    const pushes = () => receiver.received.filter(({ path }) => path === "/v1/metrics").length;
    await vi.waitFor(() => expect(pushes()).toBeGreaterThanOrEqual(2), { timeout: 60_000 });
  });

  it("sends again what a receiver in trouble refused at first", async () => {
    const telemetry = await start();
    let refusals = 0;
    const accept = receiver.answer;
    receiver.answer = (response, path) => {
      if (path !== "/v1/traces" || refusals > 0) return accept(response, path);
      refusals += 1;
      response.writeHead(503, { "retry-after": "1" }).end();
    };
    telemetry.service("shop").tracer.startSpan("kept").end();
    await telemetry.flush();
    expect(recordsAt(receiver, "/v1/traces").map(({ record }) => record.name)).toEqual(["kept", "kept"]);
    expect(telemetry.stats().dropped["otlp-traces"]).toBe(0);
  });

  it("counts what the receiver refuses for good, and complains once", async () => {
    const telemetry = await start();
    receiver.answer = (response) => response.writeHead(400).end();
    for (let count = 0; count < 3; count += 1) telemetry.service("shop").tracer.startSpan("lost").end();
    telemetry.service("shop").log.info("lost");
    await telemetry.flush();
    await telemetry.flush();
    const { dropped } = telemetry.stats();
    expect(dropped["otlp-traces"]).toBe(3);
    expect(dropped["otlp-logs"]).toBeGreaterThanOrEqual(1);
    expect(dropped["otlp-metrics"]).toBeGreaterThan(50);
    const complaints = started
      ?.lines()
      .filter(({ message }) => String(message).includes("did not take spans"));
    expect(complaints).toHaveLength(1);
    const { text } = await telemetry.exposition(undefined);
    expect(text).toContain('telemetry_dropped_total{signal="spans",sink="otlp-traces"} 3');
  });

  it("counts the part of a batch that the receiver took but refused", async () => {
    const telemetry = await start();
    // ExportTraceServiceResponse { partial_success { rejected_spans: 2 } }
    const partial = Buffer.from([0x0a, 0x02, 0x08, 0x02]);
    const accept = receiver.answer;
    receiver.answer = (response, path) =>
      path === "/v1/traces" ? response.end(partial) : accept(response, path);
    for (let count = 0; count < 5; count += 1) telemetry.service("shop").tracer.startSpan("some").end();
    await telemetry.flush();
    expect(telemetry.stats().dropped["otlp-traces"]).toBe(2);
  });

  it("closes in time when the receiver hangs, and counts what it never took", async () => {
    const telemetry = await start();
    receiver.answer = () => {};
    for (let count = 0; count < 7; count += 1) telemetry.service("shop").tracer.startSpan("lost").end();
    const begun = performance.now();
    await telemetry.close();
    expect(performance.now() - begun).toBeLessThan(9_000);
    expect(telemetry.stats().dropped["otlp-traces"]).toBe(7);
    expect(telemetry.close()).toBe(telemetry.close());
  });
});

describe("without being asked to", () => {
  it.each<[string, Record<string, string>, string[]]>([
    ["no receiver is configured", { OTEL_EXPORTER_OTLP_ENDPOINT: "" }, ["none"]],
    ["traces are switched off", { OTEL_TRACES_EXPORTER: "none" }, ["/v1/logs", "/v1/metrics"]],
    ["traces go to the console", { OTEL_TRACES_EXPORTER: "console" }, ["/v1/logs", "/v1/metrics"]],
  ])(
    "sends no more than wanted when %s, whatever OTEL_ variables are around",
    async (_, environment, paths) => {
      for (const [name, value] of Object.entries({
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_TRACES_EXPORTER: "otlp",
        OTEL_LOGS_EXPORTER: "otlp",
        OTEL_METRICS_EXPORTER: "otlp",
        OTEL_TRACES_SAMPLER: "always_off",
        OTEL_SERVICE_NAME: "someone-else",
      })) {
        vi.stubEnv(name, value);
      }
      const printed = vi.spyOn(console, "dir").mockImplementation(() => {});
      try {
        const telemetry = await start(environment);
        telemetry.service("shop").tracer.startSpan("local").end();
        trace.getTracer("next.js").startSpan("page").end();
        telemetry.service("shop").log.info("local");
        await telemetry.flush();
        expect(telemetry.stats().spans).toBe(2);
        await telemetry.close();
        const seen = new Set(receiver.received.map(({ path }) => path));
        expect([...seen].toSorted()).toEqual(paths.filter((path) => path !== "none"));
        const toConsole = environment.OTEL_TRACES_EXPORTER === "console";
        expect(printed.mock.calls.map(([span]) => span.name)).toEqual(toConsole ? ["local", "page"] : []);
      } finally {
        vi.unstubAllEnvs();
        printed.mockRestore();
      }
    },
  );
});
