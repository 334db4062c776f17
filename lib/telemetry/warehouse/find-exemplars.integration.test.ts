import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Family } from "../metrics/snapshot.ts";
import { baseMs, startWarehouse, type WarehouseUnderTest } from "../testing/warehouse-under-test.ts";

let started: WarehouseUnderTest;
beforeAll(async () => {
  started = await startWarehouse();
});
afterAll(() => started.remove());

const own = { service: "shop" };

describe("exemplars", () => {
  it("are kept once, and the greatest of each step are found", async () => {
    const exemplar = (atS: number, value: number, traceId: string) => ({
      value,
      timestampS: baseMs / 1_000 + atS,
      labels: { trace_id: traceId, span_id: "s" },
    });
    const family = (...exemplars: ReturnType<typeof exemplar>[]): Family => ({
      name: "waits_seconds",
      help: "h",
      kind: "histogram",
      series: [{ labels: own, bounds: [1, 2], cumulative: [1, 1, 1], sum: 1, count: 1, exemplars }],
    });
    const [slow, quick, slower] = [
      exemplar(1, 1.5, "slow"),
      exemplar(2, 0.5, "quick"),
      exemplar(7, 9, "slower"),
    ];
    started.take(5, family(quick, slow));
    started.take(10, family(quick, slow, slower));
    await started.warehouse.flush(5_000);
    const asked = { metric: "waits_seconds", fromMs: baseMs, toMs: baseMs + 60_000, stepMs: 60_000 };
    const found = await started.warehouse.findExemplars({ ...asked, labelsTexts: [JSON.stringify(own)] });
    expect(found.map(({ traceId }) => traceId)).toEqual(["slow", "slower"]);
    expect(found[0]).toEqual({
      timeUs: (baseMs + 1_000) * 1_000,
      value: 1.5,
      labels: own,
      traceId: "slow",
      spanId: "s",
    });
    expect(await started.warehouse.findExemplars({ ...asked, labelsTexts: ["{}"] })).toEqual([]);
    const finer = await started.warehouse.findExemplars({
      ...asked,
      stepMs: 1_000,
      labelsTexts: [JSON.stringify(own)],
    });
    expect(finer).toHaveLength(3);
  });
});
