import { afterEach, beforeEach, expect, it } from "vitest";
import { type OtlpReceiver, startReceiver } from "../testing/otlp-receiver.ts";
import { recordsAt } from "../testing/otlp-records.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";

let receiver: OtlpReceiver;
let started: TelemetryUnderTest | undefined;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await started?.remove();
  started = undefined;
  await receiver.stop();
});

/** One span and one line of a service and of the process itself, and a reading of the metrics. */
async function record(environment: Record<string, string>) {
  started = await startTelemetry({ environment });
  const { telemetry } = started;
  for (const name of ["payment-service", "faultmart"]) {
    const { tracer, log } = telemetry.service(name);
    tracer.startSpan("charge").end();
    log.info("charged");
  }
  await telemetry.flush();
  return telemetry;
}

const paths = () => [...new Set(receiver.received.map(({ path }) => path))].toSorted();
const services = (path: string) => [...new Set(recordsAt(receiver, path).map(({ service }) => service))];

it("a signal with an address of its own goes exactly there, and one with only that goes nowhere else", async () => {
  await record({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/spans/v1/traces` });
  expect(paths()).toEqual(["/spans/v1/traces"]);
});

it("the address for all is one below which each signal has its place", async () => {
  await record({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/collector/`,
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${receiver.url}/elsewhere/v1/logs`,
  });
  expect(paths()).toEqual(["/collector/v1/metrics", "/collector/v1/traces", "/elsewhere/v1/logs"]);
});

it("a signal's own headers come on top of those for all", async () => {
  await record({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-team=shop , x-key=all",
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: "x-key=logs",
  });
  const headersAt = (path: string) => receiver.received.find((one) => one.path === path)?.headers;
  expect(headersAt("/v1/traces")).toMatchObject({ "x-team": "shop", "x-key": "all" });
  expect(headersAt("/v1/logs")).toMatchObject({ "x-team": "shop", "x-key": "logs" });
});

it("what is sent is packed on request", async () => {
  await record({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_COMPRESSION: "gzip" });
  for (const { headers } of receiver.received) expect(headers["content-encoding"]).toBe("gzip");
  expect(paths()).toEqual(["/v1/logs", "/v1/metrics", "/v1/traces"]);
});

it.each([
  ["OTEL_TRACES_EXPORTER", "/v1/traces"],
  ["OTEL_LOGS_EXPORTER", "/v1/logs"],
  ["OTEL_METRICS_EXPORTER", "/v1/metrics"],
])("%s=none leaves out that signal alone", async (name, path) => {
  await record({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, [name]: "none" });
  expect(paths()).toEqual(["/v1/logs", "/v1/metrics", "/v1/traces"].filter((one) => one !== path));
});

it("a disabled SDK sends nothing, and the own history stays", async () => {
  const telemetry = await record({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
    OTEL_SDK_DISABLED: "true",
  });
  expect(receiver.received).toEqual([]);
  expect((await telemetry.history.countRows()).spans).toBe(2);
});

it("the process has the name it was given, the services keep theirs, and the history its own", async () => {
  const telemetry = await record({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_SERVICE_NAME: "the-playground",
  });
  for (const path of ["/v1/traces", "/v1/logs"])
    expect(services(path)).toEqual(["payment-service", "the-playground"]);
  expect(services("/v1/metrics")).toContain("the-playground");
  expect(services("/v1/metrics")).not.toContain("faultmart");
  expect(await telemetry.history.listServices()).toEqual(["faultmart", "payment-service"]);
});

it("resource attributes come with everything, but rename no service", async () => {
  await record({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=demo,service.name=other,team=a%20b",
  });
  for (const path of ["/v1/traces", "/v1/logs", "/v1/metrics"]) {
    expect(services(path)).toContain("faultmart");
    for (const { resource } of recordsAt(receiver, path))
      expect(resource).toMatchObject({ "deployment.environment.name": "demo", team: "a b" });
    expect(services(path)).not.toContain("other");
  }
});

it("a queue holds as many as asked for; what does not fit is counted for its signal", async () => {
  started = await startTelemetry({
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_MAX_QUEUE_SIZE: "5",
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "2",
      OTEL_BLRP_MAX_QUEUE_SIZE: "3",
    },
  });
  const { telemetry } = started;
  const { tracer, log } = telemetry.service("shop");
  for (let made = 0; made < 8; made += 1) {
    tracer.startSpan("visit").end();
    log.info("visited");
  }
  await telemetry.flush();
  expect(telemetry.stats().dropped).toMatchObject({ "otlp-traces": 3, "otlp-logs": 5, "otlp-metrics": 0 });
  expect(recordsAt(receiver, "/v1/traces")).toHaveLength(5);
  expect(receiver.received.filter(({ path }) => path === "/v1/traces")).toHaveLength(3);
});

it("an export that takes longer than it may is given up and counted", async () => {
  started = await startTelemetry({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_TIMEOUT: "200" },
  });
  receiver.answer = () => {};
  const { telemetry } = started;
  telemetry.service("shop").tracer.startSpan("lost").end();
  await telemetry.flush();
  expect(telemetry.stats().dropped["otlp-traces"]).toBe(1);
});
