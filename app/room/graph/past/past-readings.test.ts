import { expect, test } from "vitest";
import type { Fault } from "#lib/contract/fault.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { faultsDuring, pastEntries } from "./past-readings.ts";

const sums = { requests: 30, errors: 15, errorRate: 0.5, latencyMs: 12, p95Ms: 40 };
const nothing = { requests: 0, errors: 0, errorRate: 0, latencyMs: 0, p95Ms: 0 };
const graph: PastGraph = {
  at: "2026-01-05T14:32:10.000Z",
  from: "2026-01-05T14:31:10.000Z",
  to: "2026-01-05T14:32:10.000Z",
  oldest: "2026-01-05T12:00:00.000Z",
  recorded: true,
  services: [
    { id: "back", name: "Back", status: "failed", ...sums },
    { id: "quiet", name: "Quiet", status: "healthy", ...nothing },
    { id: "unknown", name: "Unknown", status: null, ...nothing },
  ],
  edges: [
    { from: "front", to: "back", ...sums, refused: 3, breaker: "open" },
    { from: "front", to: "old", ...sums, refused: 0, breaker: null },
    { from: "front", to: "unknown", ...nothing, refused: 0, breaker: null },
  ],
};
const fault = (id: string, startsAt: string, endsAt: string | null): Fault => ({
  id,
  kind: "outage",
  target: "back",
  parameters: {},
  share: 1,
  startsAt: `2026-01-05T${startsAt}.000Z`,
  endsAt: endsAt && `2026-01-05T${endsAt}.000Z`,
  state: "ended",
});

test("what was measured in the minute reads as the live numbers do: calls a second, share of errors, times", () => {
  const { services, edges } = pastEntries(graph, []);
  expect(services.back).toMatchObject({ status: "failed", callsPerSecond: 0.5, errorRate: 0.5, p95Ms: 40 });
  expect(services.quiet).toMatchObject({ status: "healthy", callsPerSecond: 0 });
  expect(edges["front->back"]).toMatchObject({ breaker: "open", callsPerSecond: 0.5 });
  expect(edges["front->old"]).toMatchObject({ breaker: "closed" });
});

test("what is not known has no entry", () => {
  const { services, edges } = pastEntries(graph, []);
  expect(Object.keys(services)).toEqual(["back", "quiet"]);
  expect(Object.keys(edges)).not.toContain("front->unknown");
});

test("faults are those that were armed within the minute, however they ended", () => {
  const faults = [
    fault("before", "14:00:00", "14:31:10"),
    fault("into", "14:00:00", "14:31:11"),
    fault("within", "14:31:30", "14:31:40"),
    fault("endless", "14:00:00", null),
    fault("after", "14:32:10", "14:40:00"),
  ];
  expect(faultsDuring(faults, graph).map(({ id, state }) => [id, state])).toEqual([
    ["into", "armed"],
    ["within", "armed"],
    ["endless", "armed"],
  ]);
});
