import { context, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { withRequestScope } from "../request-scope.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";
import type { TraceQuery } from "../trace-history.ts";

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

function termsOf(text: string) {
  const parsed = parseFilter(text, spanFields);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed.terms;
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

  it("the longest duration belongs to those that are asked for", async () => {
    const quick = record([{ service: "gateway", name: "GET /", atMs: 0, lastsMs: 3 }]);
    record(checkout(minuteMs));
    expect(await idsOf({ maxDurationMs: 3 })).toEqual([quick]);
    expect(await idsOf({ maxDurationMs: 2.999 })).toEqual([]);
    expect(await idsOf({ minDurationMs: 3, maxDurationMs: 89 })).toEqual([quick]);
  });

  it("a filter's terms must hold for one span, together with what else is asked of it", async () => {
    const failed = record(checkout(0, true), "coupons");
    const fine = record(checkout(minuteMs), "coupons");
    const fitting = (text: string, query: Partial<TraceQuery> = {}) =>
      idsOf({ terms: termsOf(text), ...query });
    expect(await fitting("service:payments duration:>=40ms")).toEqual([fine, failed]);
    expect(await fitting("service:payments duration:>40ms")).toEqual([]);
    expect(await fitting("service:payments status:error")).toEqual([failed]);
    expect(await fitting("service:orders status:error")).toEqual([]);
    expect(await fitting("CHARGE")).toEqual([fine, failed]);
    expect(await fitting("charge", { service: "orders" })).toEqual([]);
    expect(await fitting("charge", { status: "ok" })).toEqual([fine]);
    expect(await fitting("-service:gateway -service:orders -service:payments")).toEqual([]);
    expect(await fitting("request:request-1 tenant_id:coupons")).toEqual([fine, failed]);
    expect(await fitting("tenant_id:merch")).toEqual([]);
  });

  it("finds the same where thousands of spans fit", async () => {
    const many = Array.from({ length: 5_100 }, (_, nth) =>
      record([{ service: "gateway", name: "GET /", atMs: nth, lastsMs: 1 }]),
    );
    const slow = record(checkout(6_000));
    expect(await idsOf({ service: "gateway", limit: 3 })).toEqual([slow, many.at(-1), many.at(-2)]);
    expect(await idsOf({ terms: termsOf("service:gateway"), minDurationMs: 90 })).toEqual([slow]);
    expect(await idsOf({ service: "gateway", status: "ok", toMs: baseMs + 1 })).toEqual([many[0]]);
    const counted = await started.telemetry.history.traceDurations({ service: "gateway", columns: 10 });
    expect(counted?.cells.reduce((sum, { count }) => sum + count, 0)).toBe(5_101);
  });

  it("what is asked for cannot make it say more", async () => {
    record(checkout(0));
    expect(await idsOf({ service: "x' OR 1=1 --" })).toEqual([]);
  });
});

describe("the slowest first", () => {
  it("goes on where a page ended, also between equally slow ones", async () => {
    const lasting = [3, 70, 70, 70, 900];
    const recorded = lasting.map((lastsMs, hour) =>
      record([{ service: "gateway", name: "GET /", atMs: hour * 60 * minuteMs, lastsMs }]),
    );
    const pages: string[] = [];
    const durations: number[] = [];
    for (let after: TraceQuery["after"]; ; ) {
      const page = await list({ order: "slowest", limit: 2, after });
      if (page.length === 0) break;
      pages.push(...page.map(({ traceId }) => traceId));
      durations.push(...page.map(({ durationUs }) => durationUs / 1_000));
      after = page.at(-1);
    }
    expect(durations).toEqual([900, 70, 70, 70, 3]);
    expect(pages.toSorted()).toEqual(recorded.toSorted());
  });
});

describe("counting durations", () => {
  const count = async (query: Parameters<typeof started.telemetry.history.traceDurations>[0]) => {
    await started.telemetry.flush();
    return started.telemetry.history.traceDurations(query);
  };
  const hourMs = 60 * minuteMs;
  const anHour = { fromMs: baseMs, toMs: baseMs + hourMs, columns: 60 };

  it("puts each trace in the step in which it began and the level of its duration", async () => {
    record(checkout(30_000, true));
    record(checkout(59_999));
    record(checkout(minuteMs));
    record([{ service: "gateway", name: "GET /", atMs: 5 * minuteMs, lastsMs: 0.1 }]);
    record(checkout(hourMs));
    expect(await count(anHour)).toEqual({
      fromUs: baseMs * 1_000,
      toUs: (baseMs + hourMs) * 1_000,
      stepUs: minuteMs * 1_000,
      cells: [
        { startUs: baseMs * 1_000, level: 14, count: 2, failed: 1 },
        { startUs: (baseMs + minuteMs) * 1_000, level: 14, count: 1, failed: 0 },
        { startUs: (baseMs + 5 * minuteMs) * 1_000, level: 0, count: 1, failed: 0 },
      ],
    });
  });

  it("counts what the list would show", async () => {
    record(checkout(30_000, true));
    record(checkout(59_999));
    const cells = async (query: Partial<TraceQuery>) => (await count({ ...anHour, ...query }))?.cells;
    expect(await cells({ status: "error" })).toMatchObject([{ count: 1, failed: 1 }]);
    expect(await cells({ minDurationMs: 100 })).toEqual([]);
    expect(await cells({ terms: termsOf("service:payments -status:error") })).toMatchObject([{ count: 1 }]);
  });

  it("puts what is longer than every level, or shorter, into the last and the first", async () => {
    record([{ service: "gateway", name: "GET /", atMs: 0, lastsMs: 119_000 }]);
    record([{ service: "gateway", name: "GET /", atMs: 0, lastsMs: 0 }]);
    expect((await count(anHour))?.cells.map(({ level }) => level)).toEqual([0, 29]);
  });

  it("has no more steps of time than asked for, and says nothing of an empty time", async () => {
    record(checkout(0));
    record(checkout(23 * hourMs));
    const day = await count({ ...anHour, toMs: baseMs + 24 * hourMs, columns: 50 });
    expect(day).toMatchObject({ stepUs: 30 * minuteMs * 1_000 });
    expect(day?.cells).toHaveLength(2);
    const years = await count({ ...anHour, fromMs: 0, columns: 10 });
    expect(years?.cells).toHaveLength(1);
    expect(await count({ fromMs: baseMs - hourMs, toMs: baseMs, columns: 10 })).toBeUndefined();
  });
});

it("knows the operations, of one service or of all", async () => {
  record(checkout(0));
  await started.telemetry.flush();
  const { history } = started.telemetry;
  expect(await history.listOperations({})).toEqual(["POST /checkout", "charge", "confirm", "place"]);
  expect(await history.listOperations({ service: "orders" })).toEqual(["confirm", "place"]);
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
