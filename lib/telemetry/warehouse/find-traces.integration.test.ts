import { context, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withRequestScope } from "../request-scope.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";
import type { TraceQuery } from "../types.ts";

let started: TelemetryUnderTest;
beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
});
afterEach(() => started.remove());

const baseMs = Date.UTC(2026, 0, 5);
const minuteMs = 60_000;

type Call = { service: string; name: string; atMs: number; lastsMs: number; fails?: boolean };

/** One trace, its first call the parent of the others; answers with its id. */
function record([first, ...others]: [Call, ...Call[]], tenantId = "merch"): string {
  const open = (call: Call, parent?: Span) => {
    const scope = withRequestScope(context.active(), { requestId: "request-1", tenantId });
    const scoped = parent ? trace.setSpan(scope, parent) : scope;
    const { tracer } = started.telemetry.service(call.service);
    return tracer.startSpan(call.name, { kind: SpanKind.SERVER, startTime: baseMs + call.atMs }, scoped);
  };
  const close = (span: Span, { atMs, lastsMs, fails }: Call) => {
    if (fails) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(baseMs + atMs + lastsMs);
  };
  const root = open(first);
  for (const call of others) close(open(call, root), call);
  close(root, first);
  return root.spanContext().traceId;
}

const checkout = (atMs: number, paymentFails = false): [Call, ...Call[]] => [
  { service: "gateway", name: "POST /checkout", atMs, lastsMs: 90 },
  { service: "orders", name: "place", atMs: atMs + 1, lastsMs: 80 },
  { service: "payments", name: "charge", atMs: atMs + 2, lastsMs: 40, fails: paymentFails },
  { service: "orders", name: "confirm", atMs: atMs + 50, lastsMs: 10 },
];

async function list(query: Partial<TraceQuery> = {}) {
  await started.telemetry.flush();
  return started.telemetry.history.findTraces({ limit: 50, ...query });
}
const idsOf = async (query?: Partial<TraceQuery>) => (await list(query)).map(({ traceId }) => traceId);

describe("listing traces", () => {
  it("says of each what it adds up to, its services in the order they were reached", async () => {
    const traceId = record(checkout(0, true));
    expect(await list()).toEqual([
      {
        traceId,
        root: { service: "gateway", name: "POST /checkout" },
        startUs: baseMs * 1_000,
        durationUs: 90_000,
        services: ["gateway", "orders", "payments"],
        spans: 4,
        failedSpans: 1,
      },
    ]);
  });

  it("takes the caller for the root when both begin in the same microsecond", async () => {
    record([
      { service: "zebra", name: "caller", atMs: 0, lastsMs: 5 },
      { service: "ant", name: "callee", atMs: 0, lastsMs: 5 },
    ]);
    expect((await list())[0]?.root).toEqual({ service: "zebra", name: "caller" });
  });

  it("takes the caller for the root even when its callee seems to begin before it", async () => {
    record([
      { service: "gateway", name: "caller", atMs: 0.4, lastsMs: 5 },
      { service: "orders", name: "callee", atMs: 0, lastsMs: 5 },
    ]);
    expect(await list()).toMatchObject([
      {
        root: { service: "gateway", name: "caller" },
        services: ["gateway", "orders"],
        startUs: baseMs * 1_000,
      },
    ]);
  });

  it("has the newest first, across hours, and goes on where a page ended", async () => {
    const hours = [0, 1, 5, 5, 23];
    const recorded = hours.map((hour) => record(checkout(hour * 60 * minuteMs)));
    const all = await list();
    expect(all.map(({ startUs }) => (startUs / 1_000 - baseMs) / minuteMs / 60)).toEqual([23, 5, 5, 1, 0]);
    const pages: string[] = [];
    for (let after: TraceQuery["after"]; ; ) {
      const page = await list({ limit: 2, after });
      if (page.length === 0) break;
      pages.push(...page.map(({ traceId }) => traceId));
      after = page.at(-1);
    }
    expect(pages).toEqual(all.map(({ traceId }) => traceId));
    expect(pages.toSorted()).toEqual(recorded.toSorted());
  });

  it("lists a trace once, under its start, however far its spans lie apart", async () => {
    const traceId = record([
      { service: "gateway", name: "POST /checkout", atMs: 0, lastsMs: 100_000 },
      { service: "payments", name: "charge", atMs: 90_000, lastsMs: 5_000, fails: true },
    ]);
    expect(await idsOf({ service: "payments", status: "error", limit: 1 })).toEqual([traceId]);
    const [found] = await list();
    expect(found).toMatchObject({ startUs: baseMs * 1_000, durationUs: 100_000_000, spans: 2 });
  });
});

describe("narrowing the list", () => {
  it("a failed service means a span of that very service", async () => {
    const failed = record(checkout(0, true));
    record(checkout(minuteMs));
    expect(await idsOf({ service: "payments", status: "error" })).toEqual([failed]);
    expect(await idsOf({ service: "orders", status: "error" })).toEqual([]);
    expect(await idsOf({ status: "error" })).toEqual([failed]);
  });

  it("fine means that nothing asked about failed", async () => {
    const failed = record(checkout(0, true));
    const fine = record(checkout(minuteMs));
    expect(await idsOf({ status: "ok" })).toEqual([fine]);
    expect(await idsOf({ status: "ok", service: "payments" })).toEqual([fine]);
    expect(await idsOf({ status: "ok", service: "orders" })).toEqual([fine, failed]);
  });

  it("service and operation are those of one span", async () => {
    const traceId = record(checkout(0));
    expect(await idsOf({ service: "orders", operation: "confirm" })).toEqual([traceId]);
    expect(await idsOf({ service: "payments", operation: "confirm" })).toEqual([]);
  });

  it("duration, tenant and time narrow it as well", async () => {
    const quick = record([{ service: "gateway", name: "GET /", atMs: 0, lastsMs: 3 }], "coupons");
    const slow = record(checkout(minuteMs));
    expect(await idsOf({ minDurationMs: 90 })).toEqual([slow]);
    expect(await idsOf({ minDurationMs: 90.5 })).toEqual([]);
    expect(await idsOf({ tenantId: "coupons" })).toEqual([quick]);
    expect(await idsOf({ toMs: baseMs + minuteMs })).toEqual([quick]);
    expect(await idsOf({ fromMs: baseMs + minuteMs })).toEqual([slow]);
    expect(await idsOf({ fromMs: baseMs + 2 * minuteMs })).toEqual([]);
  });

  it("what is asked for cannot make it say more", async () => {
    record(checkout(0));
    expect(await idsOf({ service: "x' OR 1=1 --" })).toEqual([]);
  });
});

it("knows who has been heard of", async () => {
  record(checkout(0));
  started.telemetry.service("notifier").log.info("started");
  await started.telemetry.flush();
  expect(await started.telemetry.history.listServices()).toEqual([
    "gateway",
    "notifier",
    "orders",
    "payments",
  ]);
});
