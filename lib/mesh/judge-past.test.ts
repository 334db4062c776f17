import { describe, expect, test } from "vitest";
import type { GaugeReading, RecordedCalls } from "#lib/telemetry/call-history.ts";
import { breakerMetric, healthMetric, healthSinceMetric } from "./health-values.ts";
import { judgePast, readingsOfMinute } from "./judge-past.ts";
import { parseTopology } from "./topology.ts";

const { services, edges } = parseTopology({
  services: [
    { id: "front", dependencies: [{ to: "back", timeoutMs: 1_000 }] },
    { id: "back", slowMs: 100 },
  ],
});
const calls = (to: string, sums: Partial<RecordedCalls> = {}): RecordedCalls => ({
  from: undefined,
  to,
  calls: 20,
  errors: 0,
  refused: 0,
  latencyMs: 12.345,
  p95Ms: 40,
  ...sums,
});
const health = (service: string, value: number): GaugeReading => ({
  metric: healthMetric,
  labels: { service },
  value,
});
const breaker = (value: number): GaugeReading => ({
  metric: breakerMetric,
  labels: { service: "front", server_address: "back" },
  value,
});
const judge = (recorded: RecordedCalls[], readings: GaugeReading[] = []) => {
  const judged = judgePast({ topology: { services, edges }, calls: recorded, readings });
  const service = (id: string) => judged.services.find((one) => one.id === id);
  return { ...judged, service, edge: judged.edges[0] };
};

describe("the status of a past minute", () => {
  test.each([
    [0, "healthy"],
    [1, "degraded"],
    [2, "failed"],
  ])("is how the service was judged then: %i is %s, whatever its calls say", (value, status) => {
    expect(judge([calls("back", { errors: 20 })], [health("back", value)]).service("back")?.status).toBe(
      status,
    );
  });

  test.each([
    [{ calls: 20, errors: 10 }, "failed"],
    [{ calls: 20, errors: 9 }, "degraded"],
    [{ calls: 20, errors: 2 }, "healthy"],
    [{ calls: 200, errors: 3 }, "healthy"],
    [{ calls: 20, latencyMs: 101 }, "degraded"],
    [{ calls: 2, latencyMs: 101 }, "healthy"],
  ])(
    "follows from its calls by the limits of now where no judgement was recorded: %j is %s",
    (sums, status) => {
      expect(judge([calls("back", sums)]).service("back")?.status).toBe(status);
    },
  );

  test("is unknown when neither calls nor a judgement are recorded", () => {
    expect(judge([]).service("back")).toMatchObject({ status: null, requests: 0, errorRate: 0, p95Ms: 0 });
  });
});

test("numbers are those of the place: all calls to a service, and those of one caller", () => {
  const { service, edge } = judge([
    calls("back", { calls: 30, errors: 1 }),
    calls("back", { from: "front", calls: 20, errors: 1, refused: 7 }),
  ]);
  expect(service("back")).toMatchObject({ requests: 30, errors: 1, errorRate: 0.0333, latencyMs: 12.3 });
  expect(edge).toMatchObject({ from: "front", to: "back", requests: 20, errorRate: 0.05, refused: 7 });
  expect(service("front")).toMatchObject({ requests: 0 });
});

test("the whole topology is there, and nobody else", () => {
  const judged = judge([calls("stranger"), calls("back", { from: "stranger" })], [health("stranger", 2)]);
  expect(judged.services.map(({ id }) => id)).toEqual(["front", "back"]);
  expect(judged.edges).toHaveLength(1);
});

test.each([
  [0, "closed"],
  [1, "half-open"],
  [2, "open"],
])("a breaker whose greatest reading is %i was %s", (value, state) => {
  expect(judge([], [breaker(value)]).edge?.breaker).toBe(state);
  expect(judge([]).edge?.breaker).toBeNull();
});

describe("the last moments of a minute, told by the first reading after it,", () => {
  const toMs = Date.UTC(2026, 0, 5);
  const since = (service: string, agoMs: number): GaugeReading => ({
    metric: healthSinceMetric,
    labels: { service },
    value: (toMs - agoMs) / 1_000,
  });
  const statusOf = (agoMs: number) => {
    const readings = readingsOfMinute([health("back", 0)], [health("back", 2), since("back", agoMs)], toMs);
    return judge([], readings).service("back")?.status;
  };

  test("count when that status had begun", () => {
    expect(statusOf(1_000)).toBe("failed");
    expect(statusOf(0)).toBe("failed");
  });

  test("do not when it began later: nobody is ill before he falls ill", () => {
    expect(statusOf(-1)).toBe("healthy");
  });

  test("never make it better than it was within the minute", () => {
    const readings = readingsOfMinute([health("back", 2)], [health("back", 0), since("back", 1)], toMs);
    expect(judge([], readings).service("back")?.status).toBe("failed");
  });
});
