import { afterEach, describe, expect, test } from "vitest";
import { ProcessHealth } from "#lib/contract/process-health.ts";
import type { Store } from "#lib/store/types.ts";
import type { Telemetry, TelemetryStats } from "#lib/telemetry/types.ts";
import { createProcessHealthReader, type ProcessHealthReader } from "./process-health.ts";

const idle = { perSecond: 0, errorRate: 0, p50Ms: 0, p99Ms: 0, inFlight: 0 };
let reader: ProcessHealthReader | undefined;
afterEach(() => reader?.close());

type Facts = { requests?: typeof idle; draining?: boolean; reachable?: boolean };

/** A reader over facts that the test sets, and a clock that it moves. */
function read(facts: Facts = {}) {
  const stats: TelemetryStats = {
    spans: 0,
    logs: 0,
    dropped: {} as Record<string, number>,
    series: 12,
    warehouse: { rows: 7, bytes: 9 },
    droppedLogs: 0,
    bounds: [{ part: "warehouse-memory", unit: "bytes", used: 3, limit: 8 }],
    losses: [{ sink: "otlp-traces", signal: "spans", amount: 2 }],
  };
  let ms = 5_000;
  reader = createProcessHealthReader({
    clock: {
      nowMs: () => Date.UTC(2031, 0, 1),
      monotonicMs: () => ms,
      sleep: async () => {},
      after: () => () => {},
    },
    version: "1.2.3",
    telemetry: { stats: () => stats } as Telemetry,
    store: { kind: "pglite" } as Store,
    requests: () => facts.requests ?? idle,
    sockets: () => 3,
    draining: () => facts.draining ?? false,
    storeReachable: () => facts.reachable ?? true,
  });
  const { read: now } = reader;
  return { stats, now, pass: (durationMs: number) => (ms += durationMs) };
}

describe("the health of the process", () => {
  test("has the shape that browsers expect", () => {
    const health = read().now();
    expect(ProcessHealth.parse(health)).toEqual(health);
    expect(health.status).toEqual({
      word: "healthy",
      version: "1.2.3",
      startedAt: "2031-01-01T00:00:00.000Z",
    });
    expect(health.memory.residentBytes).toBeGreaterThan(1_000_000);
    expect(health.bounds).toEqual([
      { part: "heap", unit: "bytes", used: expect.any(Number), limit: expect.any(Number) },
      { part: "warehouse-memory", unit: "bytes", used: 3, limit: 8 },
    ]);
    expect(health.losses).toEqual([{ sink: "otlp-traces", signal: "spans", amount: 2 }]);
    expect(health).toMatchObject({ sockets: { connected: 3 }, store: { kind: "pglite", reachable: true } });
  });

  test.each<[string, Facts, string]>([
    ["few errors", { requests: { ...idle, errorRate: 0.05 } }, "healthy"],
    ["more than 5 % errors", { requests: { ...idle, errorRate: 0.051 } }, "degraded"],
    ["a database that does not answer", { reachable: false }, "degraded"],
    ["a stop under way, whatever else", { draining: true, reachable: false }, "draining"],
  ])("with %s is %s", (_, facts, word) => {
    expect(read(facts).now().status.word).toBe(word);
  });

  test("gives signals per second over the last ten seconds, not since the start", () => {
    const { stats, now, pass } = read();
    now();
    for (let second = 1; second <= 30; second += 1) {
      pass(1_000);
      stats.spans += second <= 20 ? 100 : 10;
      stats.logs += 5;
      now();
    }
    expect(now().telemetry).toMatchObject({ spansPerSecond: 10, logsPerSecond: 5 });
  });

  test("adds up what every sink dropped", () => {
    const { stats, now } = read();
    stats.dropped = { otlp: 3, warehouse: 4 };
    expect(now().telemetry.dropped).toBe(7);
  });
});
