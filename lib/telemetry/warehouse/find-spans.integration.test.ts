import { type Context, context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";
import type { StoredSpan } from "../types.ts";

let started: TelemetryUnderTest;
beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
});
afterEach(() => started.remove());

const baseMs = Date.UTC(2026, 0, 5);
type Call = {
  service: string;
  name: string;
  atMs: number;
  attributes?: Record<string, string | number>;
  fails?: boolean;
};

function call(parent: Context, { service, name, atMs, attributes = {}, fails = false }: Call): Context {
  const { tracer } = started.telemetry.service(service);
  const span = tracer.startSpan(
    name,
    { kind: SpanKind.SERVER, startTime: baseMs + atMs, attributes },
    parent,
  );
  if (fails) span.setStatus({ code: SpanStatusCode.ERROR, message: "no answer in time" });
  span.end(baseMs + atMs + 10);
  return trace.setSpan(parent, span);
}

/** A root, and so many calls from it by two services in turn. */
async function record(calls: number): Promise<string> {
  const root = call(context.active(), { service: "gateway", name: "POST /import", atMs: 0 });
  for (let nth = 0; nth < calls; nth += 1) {
    call(root, {
      service: nth % 2 === 0 ? "orders" : "payments",
      name: "charge",
      atMs: nth,
      attributes: { "item.number": nth, "db.query.text": `select ${nth % 3}` },
      fails: nth === 3,
    });
    if (nth % 1_000 === 0) await started.telemetry.settle();
  }
  await started.telemetry.flush();
  return trace.getSpanContext(root)?.traceId ?? "";
}

const history = () => started.telemetry.history;

async function matching(traceId: string, filter: string): Promise<string[]> {
  const parsed = parseFilter(filter, spanFields);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return history().matchSpans({ traceId, terms: parsed.terms });
}

describe("one trace", () => {
  it("is outlined in the order of its start, and told when it has more than was asked for", async () => {
    const traceId = await record(4);
    const outlined = await history().outlineTrace({ traceId, limit: 10 });
    const whole = await history().findSpans({ traceId });
    expect(outlined).toEqual(
      whole.map(({ spanId, parentSpanId, service, name, kind, startUs, durationUs, status }) => ({
        ...{ spanId, parentSpanId, service, name, kind, startUs, durationUs },
        failed: status === "error",
      })),
    );
    expect(await history().outlineTrace({ traceId, limit: 2 })).toEqual(outlined.slice(0, 2));
    expect(await history().outlineTrace({ traceId: "0".repeat(32), limit: 2 })).toEqual([]);
  });

  it("gives the spans that are named, and none where none is", async () => {
    const traceId = await record(4);
    const [first, second] = await history().findSpans({ traceId });
    const spanIds = [second?.spanId ?? "", "0".repeat(16)];
    expect(await history().findSpans({ traceId, spanIds })).toEqual([second]);
    expect(await history().findSpans({ traceId, spanIds: [] })).toEqual([]);
    expect(first?.name).toBe("POST /import");
  });

  it("is searched by names, by what spans say inside, and by why they failed", async () => {
    const traceId = await record(6);
    expect(await matching(traceId, "CHARGE")).toHaveLength(6);
    expect(await matching(traceId, "service:payments")).toHaveLength(3);
    expect(await matching(traceId, "item.number:5")).toHaveLength(1);
    expect(await matching(traceId, "item.number:>=4")).toHaveLength(2);
    expect(await matching(traceId, '"select 1"')).toHaveLength(2);
    expect(await matching(traceId, "status:error")).toEqual(await matching(traceId, '"no answer in time"'));
    expect(await matching(traceId, "-item.number:*")).toHaveLength(1);
  });

  it("comes piece by piece, all of twenty thousand spans, by service where that is asked for", async () => {
    const traceId = await record(20_000);
    const pieces: StoredSpan[][] = [];
    for await (const piece of history().streamSpans({ traceId })) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    const whole = (await history().outlineTrace({ traceId, limit: 20_000 })).map(({ spanId }) => spanId);
    expect(pieces.flat().map(({ spanId }) => spanId)).toEqual(whole);
    const [services, grouped]: [string[], string[]] = [[], []];
    for await (const piece of history().streamSpans({ traceId, byService: true }))
      for (const { service, spanId } of piece) {
        grouped.push(spanId);
        if (services.at(-1) !== service) services.push(service);
      }
    expect(services).toEqual(["gateway", "orders", "payments"]);
    expect(new Set(grouped).size).toBe(20_000);
  }, 180_000);

  it("is had by whoever asks, however many others have stopped reading it half way", async () => {
    const traceId = await record(2_500);
    const read = () => history().streamSpans({ traceId })[Symbol.asyncIterator]();
    const halfWay = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const pages = read();
        await pages.next();
        return pages;
      }),
    );
    const last = read();
    expect((await last.next()).value).toHaveLength(2_000);
    for (const pages of [last, ...halfWay]) expect((await pages.next()).value).toHaveLength(501);
  }, 180_000);
});
