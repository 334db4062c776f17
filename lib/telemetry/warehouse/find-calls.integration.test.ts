import { type Attributes, context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";

let started: TelemetryUnderTest;
beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
});
afterEach(() => started.remove());

const baseMs = Date.UTC(2026, 0, 5);
const minute = { fromMs: baseMs, toMs: baseMs + 60_000 };

type Call = {
  from?: string;
  to: string;
  endsMs?: number;
  lastsMs?: number;
  trouble?: string;
  answered?: boolean;
};

/** A call with its caller's span, and that of the service which answered it; without a caller the latter alone. */
function record({ from, to, endsMs = 30_000, lastsMs = 10, trouble, answered = !trouble }: Call) {
  const [start, end] = [baseMs + endsMs - lastsMs, baseMs + endsMs];
  const open = (service: string, kind: SpanKind, attributes: Attributes, parent = context.active()) =>
    started.telemetry
      .service(service)
      .tracer.startSpan(`POST /services/${to}/run`, { kind, startTime: start, attributes }, parent);
  const client = from ? open(from, SpanKind.CLIENT, { "peer.service": to, "server.address": to }) : undefined;
  if (answered) {
    const scope = client ? trace.setSpan(context.active(), client) : context.active();
    const server = open(to, SpanKind.SERVER, { "http.route": `/services/${to}/run` }, scope);
    if (trouble && !client) server.setStatus({ code: SpanStatusCode.ERROR });
    server.end(end);
  }
  if (trouble) client?.setAttribute("error.type", trouble).setStatus({ code: SpanStatusCode.ERROR });
  client?.end(end);
}

async function find(stretch = minute) {
  await started.telemetry.flush();
  const found = await started.telemetry.history.findCalls(stretch);
  return (to: string, from?: string) => found.find((one) => one.to === to && one.from === from);
}

describe("calls of a minute", () => {
  it("are counted for the service and for each of its callers", async () => {
    for (let nth = 0; nth < 3; nth += 1) record({ from: "orders", to: "payments" });
    record({ from: "carts", to: "payments", trouble: "timeout" });
    const of = await find();
    expect(of("payments")).toMatchObject({ calls: 4, errors: 1, refused: 0 });
    expect(of("payments", "orders")).toMatchObject({ calls: 3, errors: 0 });
    expect(of("payments", "carts")).toMatchObject({ calls: 1, errors: 1 });
    expect(of("orders")).toBeUndefined();
  });

  it("are counted once where their callers are services, and also where they come from outside", async () => {
    record({ to: "gateway" });
    record({ to: "gateway", trouble: "500", answered: true });
    record({ from: "gateway", to: "orders" });
    const of = await find();
    expect(of("gateway")).toMatchObject({ calls: 2, errors: 1 });
    expect(of("orders")).toMatchObject({ calls: 1, errors: 0 });
  });

  it("fail by what their callers met, but not by a refusal; what was never sent is no call", async () => {
    for (const trouble of [
      "ECONNREFUSED",
      "503",
      "timeout",
      "bad_reply",
      "409",
      "404",
      "breaker_open",
      "cancelled",
    ])
      record({ from: "orders", to: "payments", trouble });
    expect((await find())("payments", "orders")).toMatchObject({ calls: 6, errors: 4, refused: 1 });
  });

  it("belong to the minute in which they ended", async () => {
    record({ from: "orders", to: "payments", endsMs: 0 });
    record({ from: "orders", to: "payments", endsMs: 100, lastsMs: 30_000 });
    record({ from: "orders", to: "payments", endsMs: 60_000 });
    record({ from: "orders", to: "payments", endsMs: 60_001 });
    expect((await find())("payments")?.calls).toBe(2);
    expect((await find({ fromMs: baseMs + 60_000, toMs: baseMs + 120_000 }))("payments")?.calls).toBe(1);
    expect((await find({ fromMs: baseMs + 120_000, toMs: baseMs + 180_000 }))("payments")).toBeUndefined();
  });

  it("took as long as their callers waited: the mean, and what 95 of 100 stayed below", async () => {
    for (let nth = 1; nth <= 100; nth += 1) record({ from: "orders", to: "payments", lastsMs: nth });
    record({ from: "orders", to: "payments", lastsMs: 5_000, trouble: "breaker_open" });
    const found = (await find())("payments");
    expect(found?.latencyMs).toBeCloseTo(50.5, 1);
    expect(found?.p95Ms).toBeCloseTo(95, 0);
  });
});

it("seconds of calls are those of a service, or of one of its callers", async () => {
  record({ from: "orders", to: "payments", endsMs: 1_200 });
  record({ from: "carts", to: "payments", endsMs: 1_900, trouble: "timeout" });
  record({ from: "orders", to: "payments", endsMs: 4_000 });
  record({ from: "orders", to: "payments", endsMs: 4_500, trouble: "breaker_open" });
  await started.telemetry.flush();
  const { listSecondsOfCalls } = started.telemetry.history;
  expect(await listSecondsOfCalls({ ...minute, to: "payments" })).toMatchObject([
    { at: baseMs + 1_000, calls: 2, errors: 1, latencyMs: 10 },
    { at: baseMs + 4_000, calls: 1, errors: 0 },
  ]);
  expect(await listSecondsOfCalls({ ...minute, to: "payments", from: "carts" })).toMatchObject([
    { at: baseMs + 1_000, calls: 1, errors: 1 },
  ]);
});

it("of gauges the greatest reading of each series is given, and of nothing else", async () => {
  const gauge = started.telemetry
    .service("orders")
    .meter.gauge({ name: "switch", help: "h", labels: ["to"] });
  const other = started.telemetry.service("orders").meter.gauge({ name: "lamp", help: "h" });
  const fromMs = Date.now() - 1;
  for (const value of [0, 2, 1]) {
    gauge.set(value, { to: "payments" });
    other.set(value, {});
    await started.telemetry.sample();
  }
  await started.telemetry.flush();
  const stretch = { fromMs, toMs: Date.now() + 1, metrics: ["switch", "none"] };
  expect(await started.telemetry.history.greatestReadings(stretch)).toEqual([
    { metric: "switch", labels: { service: "orders", to: "payments" }, value: 2 },
  ]);
  expect(await started.telemetry.history.greatestReadings({ ...stretch, toMs: fromMs })).toEqual([]);
});

it("the oldest span says how far back one can look", async () => {
  expect(await started.telemetry.history.oldestSpanMs()).toBeUndefined();
  record({ to: "gateway", endsMs: 10_000, lastsMs: 10_000 });
  record({ to: "gateway", endsMs: 20_000 });
  await started.telemetry.flush();
  expect(await started.telemetry.history.oldestSpanMs()).toBe(baseMs);
});
