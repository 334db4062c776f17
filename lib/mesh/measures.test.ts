import { describe, expect, test } from "vitest";
import type { Clock } from "#lib/kernel/clock.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createMeasures } from "./measures.ts";

const startMs = 1_790_000_000_000;

describe("measures", () => {
  test("count a call for its edge and for the service that was called", () => {
    const measures = createMeasures(createVirtualClock({ startMs }));
    measures.observe({ from: "a", to: "c", latencyMs: 10, failed: false });
    measures.observe({ from: "b", to: "c", latencyMs: 30, failed: true });
    expect(measures.service("c", 10)).toMatchObject({ calls: 2, errors: 1, latencyMs: 20 });
    expect(measures.edge("b", "c", 10)).toMatchObject({ calls: 1, errors: 1, latencyMs: 30 });
    expect(measures.totalOf("c")).toBe(2);
    expect(measures.totalOfEdge("a", "c")).toBe(1);
  });

  test("know nothing of what was never called", () => {
    const measures = createMeasures(createVirtualClock({ startMs }));
    measures.observe({ from: "a", to: "c", latencyMs: 10, failed: false });
    expect(measures.service("a", 10)).toEqual({ calls: 0, errors: 0, latencyMs: 0, p95Ms: 0 });
    expect(measures.edge("c", "a", 10).calls).toBe(0);
    expect(measures.history("a")).toEqual([]);
    expect(measures.totalOf("a")).toBe(0);
    expect(measures.totalOfEdge("c", "a")).toBe(0);
  });

  test("forget in the sums, and remember in the totals and for fifteen minutes in the history", async () => {
    const clock = createVirtualClock({ startMs });
    const measures = createMeasures(clock);
    measures.observe({ from: "a", to: "b", latencyMs: 10, failed: false });
    await clock.run(startMs + 899_000);
    expect(measures.service("b", 10).calls).toBe(0);
    expect(measures.history("b")).toMatchObject([{ at: startMs, calls: 1 }]);
    expect(measures.historyOfEdge("a", "b")).toEqual(measures.history("b"));
    await clock.run(startMs + 900_000);
    expect(measures.history("b")).toEqual([]);
    expect(measures.historyOfEdge("a", "b")).toEqual([]);
    expect(measures.totalOf("b")).toBe(1);
  });

  test("say what was lively within a time, the newest first", async () => {
    const clock = createVirtualClock({ startMs });
    const measures = createMeasures(clock);
    const call = (from: string, to: string) => measures.observe({ from, to, latencyMs: 1, failed: false });
    call("a", "b");
    call("a", "c");
    await clock.run(startMs + 8_000);
    call("b", "c");
    await clock.run(startMs + 12_000);
    expect(measures.lively(10)).toMatchObject({ services: ["c"], edges: [{ from: "b", to: "c" }] });
    expect(measures.lively(12).services).toEqual(["c", "b"]);
    expect(measures.lively(12).edges).toHaveLength(3);
  });

  test("go on when the wall clock is set, and tell the past in its new time", async () => {
    const virtual = createVirtualClock({ startMs });
    let setMs = 0;
    const clock: Clock = { ...virtual, nowMs: () => virtual.nowMs() + setMs };
    const measures = createMeasures(clock);
    measures.observe({ from: "a", to: "b", latencyMs: 10, failed: false });
    setMs = -3_600_000;
    await virtual.run(startMs + 2_000);
    measures.observe({ from: "a", to: "b", latencyMs: 10, failed: false });
    expect(measures.service("b", 10).calls).toBe(2);
    expect(measures.lively(10).services).toEqual(["b"]);
    expect(measures.history("b").map(({ at }) => at)).toEqual([startMs + setMs, startMs + setMs + 2_000]);
  });
});
