import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SpanDetails, SpanMatches, Trace } from "#lib/contract/trace-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
let trace: Trace;
const traceId = randomBytes(16).toString("hex");
const callerId = randomBytes(8).toString("hex");
const of = `/api/traces/${traceId}`;

const get = (path: string) => send(server.url, { path });

beforeAll(async () => {
  server = await startPreparedServer();
  const headers = { traceparent: `00-${traceId}-${callerId}-01`, baggage: "tenant_id=coupons" };
  await send(server.url, { path: "/api/products?tenant=coupons", headers });
  await vi.waitFor(
    async () => {
      trace = Trace.parse((await get(of)).json());
      expect(trace.spans.map(({ parentSpanId }) => parentSpanId)).toContain(callerId);
    },
    { timeout: 60_000, interval: 100 },
  );
});
afterAll(() => server.stop());

describe("GET /api/traces/{traceId}/spans/{spanId}", () => {
  test("200: has all that the span says, and who recorded it", async () => {
    const [first] = trace.spans;
    const answer = await get(`${of}/spans/${first?.spanId}`);
    expect(SpanDetails.parse(answer.json())).toEqual({
      ...first,
      resource: { "service.name": first?.service, "service.namespace": "faultmart" },
    });
  });

  test("404: a span of another trace is not found", async () => {
    const answer = await get(`/api/traces/${"0".repeat(31)}1/spans/${trace.spans[0]?.spanId}`);
    expect([answer.status, answer.json()]).toMatchObject([404, { code: "not_found" }]);
  });

  test("422: what is no id is refused", async () => {
    expect((await get(`${of}/spans/first`)).status).toBe(422);
  });
});

describe("GET /api/traces/{traceId}/spans", () => {
  const found = async (q: string) =>
    SpanMatches.parse((await get(`${of}/spans?${new URLSearchParams({ q })}`)).json()).spanIds;

  test("200: finds spans by name, by attribute, and none", async () => {
    expect(await found("http.response.status_code:200")).toContain(trace.spans[0]?.spanId);
    expect(await found("api/products")).toContain(trace.spans[0]?.spanId);
    expect(await found("nothing-like-it")).toEqual([]);
  });

  test("422: a mistake in the filter is answered with its place", async () => {
    const answer = await get(`${of}/spans?q=duration:soon`);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({
      fields: [{ path: "query.q", message: expect.stringContaining("200ms") }],
    });
  });
});

describe("GET /api/traces/{traceId}/otlp", () => {
  test("200: is a file of the same spans, a resource for each service", async () => {
    const answer = await get(`${of}/otlp`);
    expect(answer.headers["content-disposition"]).toBe(`attachment; filename="trace-${traceId}.json"`);
    const { resourceSpans } = answer.json() as {
      resourceSpans: { resource: { attributes: unknown[] }; scopeSpans: { spans: { spanId: string }[] }[] }[];
    };
    const told = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    expect(told.map(({ spanId }) => spanId).sort()).toEqual(trace.spans.map(({ spanId }) => spanId).sort());
    expect(told[0]).toMatchObject({ traceId, startTimeUnixNano: expect.stringMatching(/^\d{16}000$/) });
    expect(resourceSpans).toHaveLength(trace.services.length);
    expect(resourceSpans[0]?.resource.attributes).toContainEqual({
      key: "service.name",
      value: { stringValue: trace.services.toSorted()[0] },
    });
  });

  test("404: a trace that is not kept has no file", async () => {
    const answer = await get(`/api/traces/${"0".repeat(31)}1/otlp`);
    expect([answer.status, answer.json()]).toMatchObject([404, { code: "not_found" }]);
  });
});
