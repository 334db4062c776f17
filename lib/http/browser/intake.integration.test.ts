import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BrowserReport, BrowserSpan } from "#lib/contract/browser-report.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { createPathTable } from "../path-pattern.ts";
import { type BrowserIntake, createBrowserIntake } from "./intake.ts";

let under: TelemetryUnderTest;
let intake: BrowserIntake;
const pages = createPathTable([
  ["/shop/{tenant}", true],
  ["/api/cart/items", true],
  ["/api/faults", true],
]);

beforeAll(async () => {
  under = await startTelemetry();
  const { telemetry } = under;
  intake = createBrowserIntake({ clock: wallClock, telemetry, version: "1", find: pages.find });
});
afterAll(() => under.remove());

const newTrace = () => randomBytes(16).toString("hex");
const hourMs = 3_600_000;

function clickIn(traceId: string, startMs: number, more: Partial<BrowserSpan> = {}): BrowserSpan {
  const ids = { traceId, spanId: traceId.slice(16), parentSpanId: null };
  const click = { ...ids, startMs, durationMs: 10, page: "/shop/merch", what: "click", target: "pay" };
  return { ...click, ...more } as BrowserSpan;
}

function report(parts: Partial<BrowserReport> = {}): BrowserReport {
  return { sentAtMs: Date.now(), pageLoad: null, spans: [], vitals: [], lost: 0, ...parts };
}

const kept = (traceId: string) => under.telemetry.history.findSpans({ traceId });
const metric = async (line: string) => (await under.telemetry.exposition(undefined)).text.includes(line);

describe("what a browser reports", () => {
  test("is kept under the browser's name", async () => {
    const traceId = newTrace();
    await intake.take(report({ spans: [clickIn(traceId, Date.now() - 50)] }), "a");
    await expect.poll(() => kept(traceId)).toHaveLength(1);
    expect((await kept(traceId))[0]).toMatchObject({
      service: "browser",
      name: "click pay",
      tenantId: "merch",
      parentSpanId: null,
    });
  });

  test("is put right where the browser's clock is hours off", async () => {
    const traceId = newTrace();
    const nowMs = Date.now();
    const spans = [clickIn(traceId, nowMs + 5 * hourMs - 50)];
    await intake.take(report({ sentAtMs: nowMs + 5 * hourMs, spans }), "a");
    await expect.poll(() => kept(traceId)).toHaveLength(1);
    const [span] = await kept(traceId);
    expect(Math.abs((span?.startUs ?? 0) / 1_000 - nowMs)).toBeLessThan(60_000);
  });

  test("from yesterday, from tomorrow, or about what is off the record is left, and counted", async () => {
    const traceId = newTrace();
    const nowMs = Date.now();
    const asked = { what: "request", method: "POST", status: 200, target: undefined };
    const silent = ["/api/faults/f1", "/API/faults/x", "//api/faults", "/api/%66aults"];
    const spans = [
      clickIn(traceId, nowMs - 24 * hourMs),
      clickIn(traceId, nowMs - 3 * 60_000),
      clickIn(traceId, nowMs + hourMs),
      ...silent.map((path) => clickIn(traceId, nowMs - 50, { ...asked, path } as Partial<BrowserSpan>)),
    ];
    await intake.take(report({ spans, lost: 4 }), "a");
    expect(await metric('browser_signals_dropped_total{by="server"} 7')).toBe(true);
    expect(await metric('browser_signals_dropped_total{by="page"} 4')).toBe(true);
    const later = newTrace();
    await intake.take(report({ spans: [clickIn(later, nowMs)] }), "a");
    await expect.poll(() => kept(later)).toHaveLength(1);
    expect(await kept(traceId)).toEqual([]);
  });

  test("beyond what one client may have recorded in a minute is counted, while others are heard", async () => {
    const flooded = newTrace();
    const many = (traceId: string) => Array.from({ length: 60 }, () => clickIn(traceId, Date.now() - 50));
    for (let nth = 0; nth < 22; nth += 1) await intake.take(report({ spans: many(flooded) }), "flooder");
    const other = newTrace();
    await intake.take(report({ spans: [clickIn(other, Date.now() - 50)] }), "b");
    await expect.poll(() => kept(other)).toHaveLength(1);
    expect(await kept(flooded)).toHaveLength(1_200);
  });

  test("of its speed becomes a metric by the page's pattern, with the page's trace, and a line", async () => {
    const pageLoad = { traceId: newTrace(), spanId: "b".repeat(16) };
    const vital = (page: string) => ({ name: "LCP", value: 1_250, rating: "good", page }) as const;
    const unheard = Array.from({ length: 9 }, (_, nth) => vital(`/made/up/${nth}`));
    await intake.take(report({ pageLoad, vitals: [vital("/shop/merch"), ...unheard] }), "a");
    const { text } = await under.telemetry.exposition("application/openmetrics-text");
    expect(text).toMatch(/web_vital_lcp_seconds_sum\{service="browser",page="\/shop\/\{tenant\}"\} 1\.25/);
    expect(text).toMatch(/web_vital_lcp_seconds_count\{service="browser",page="other"\} 9/);
    expect(text).toContain(`trace_id="${pageLoad.traceId}"`);
    const lines = () => under.lines().filter(({ service }) => service === "browser");
    await expect.poll(lines).toHaveLength(10);
    expect(lines()[0]).toMatchObject({
      message: "LCP 1250 ms",
      trace_id: pageLoad.traceId,
      span_id: pageLoad.spanId,
    });
  });

  test("names no page that is off the record", async () => {
    const traceId = newTrace();
    const page = "/api/faults";
    const vitals = [{ name: "FCP", value: 900, rating: "good", page } as const];
    await intake.take(report({ spans: [clickIn(traceId, Date.now() - 50, { page })], vitals }), "a");
    await expect.poll(() => kept(traceId)).toHaveLength(1);
    expect((await kept(traceId))[0]?.attributes).toMatchObject({ "browser.page": "other" });
    expect(await metric('web_vital_fcp_seconds_count{service="browser",page="other"} 1')).toBe(true);
  });
});
