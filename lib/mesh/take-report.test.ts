import { beforeEach, describe, expect, test } from "vitest";
import { MeshReport } from "#lib/contract/mesh-report.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { startMesh } from "#lib/services/testing/mesh-under-test.ts";
import type { ReceivedRecords } from "#lib/telemetry/types.ts";
import { createOutposts } from "./outposts.ts";
import { takeReport } from "./take-report.ts";

const nowMs = Date.UTC(2030, 0, 1);

function startMain() {
  const { clock, mesh, faults } = startMesh({ clock: createVirtualClock({ startMs: nowMs }) });
  const received: ReceivedRecords[] = [];
  const outposts = createOutposts({ clock, names: ["payment-service"] });
  const telemetry = { receive: (records: ReceivedRecords) => void received.push(records) };
  const take = (report: MeshReport) => takeReport({ clock, mesh, outposts, faults, telemetry }, report);
  return { mesh, faults, received, take };
}

const call = { from: "payment-service", to: "db-service", latencyMs: 5, failed: false, agoMs: 100 };
const line = {
  timestampMs: nowMs,
  level: "info" as const,
  service: "payment-service",
  logger: "payment-service",
  message: "payment authorised",
  requestId: null,
  tenantId: null,
  traceId: null,
  spanId: null,
  sampled: false,
  attributes: {},
};
const report: MeshReport = {
  service: "payment-service",
  instance: "7c1f7a52-7c0f-4c7c-9d5e-6f3f5a0f4d11",
  version: "1",
  sequence: 1,
  state: { answers: true, busy: 0, queued: 0, edges: [] },
  spans: [],
  logs: [line],
  calls: [call],
};

const span = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentSpanId: null,
  service: "payment-service",
  name: "authorize",
  kind: "server" as const,
  start: [nowMs / 1_000, 0] as [number, number],
  end: [nowMs / 1_000, 5_000_000] as [number, number],
  status: "ok" as const,
  statusMessage: null,
  attributes: {},
  events: [],
};
const dayMs = 86_400_000;
const inTime = (ms: number) => [(nowMs + ms) / 1_000, 0] as [number, number];

let main = startMain();
beforeEach(() => {
  main = startMain();
});

describe("a report", () => {
  test("adds its calls to what is measured, and its log lines to what is kept", () => {
    main.take(report);
    expect(main.mesh.edge("payment-service", "db-service").calls).toBe(1);
    expect(main.received).toMatchObject([{ instanceId: report.instance, logs: [line] }]);
  });

  test("that comes again adds nothing", () => {
    main.take(report);
    main.take(report);
    expect(main.mesh.edge("payment-service", "db-service").calls).toBe(1);
    expect(main.received).toHaveLength(1);
  });

  test("of a second process is refused while the first one is heard, and its rows with it", async () => {
    main.take(report);
    const second = { ...report, instance: "11111111-1111-4111-8111-111111111111" };
    expect(() => main.take(second)).toThrow(expect.objectContaining({ code: "conflict" }));
    expect(main.received).toHaveLength(1);
  });

  test("is answered with what is armed, and with nothing else", () => {
    const arm = () =>
      main.faults.arm({
        kind: "outage",
        target: "payment-service",
        parameters: {},
        share: 1,
        durationSeconds: 5,
      });
    main.faults.remove(arm().id);
    const armed = arm();
    expect(main.take(report)).toEqual({ faults: [{ ...armed, remainingMs: 5_000 }] });
  });

  test("of a service that is hosted here is refused with the way to let it run on its own", () => {
    const take = () => main.take({ ...report, service: "order-service", logs: [], calls: [] });
    expect(take).toThrow(
      expect.objectContaining({ code: "forbidden", message: expect.stringContaining("SERVICE_URLS") }),
    );
  });

  test.each([
    ["another service's log lines", { logs: [{ ...line, service: "order-service" }] }],
    ["lines in the name of the main process", { logs: [{ ...line, service: "faultmart" }] }],
    ["calls that others made", { calls: [{ ...call, from: "order-service", to: "inventory-service" }] }],
    ["calls that the topology does not have", { calls: [{ ...call, to: "auth-service" }] }],
  ])("with %s is refused, and nothing of it is taken", (_, foreign) => {
    expect(() => main.take({ ...report, ...foreign })).toThrow(
      expect.objectContaining({ code: "validation_failed" }),
    );
    expect(main.received).toEqual([]);
    expect(main.mesh.edge("payment-service", "db-service").calls).toBe(0);
  });

  test.each([
    ["a line of yesterday's yesterday", { logs: [{ ...line, timestampMs: nowMs - 2 * dayMs }] }],
    ["a line of the end of time", { logs: [{ ...line, timestampMs: 8.6e15 }] }],
    ["a span of 1970", { spans: [{ ...span, start: [0, 0] as [number, number] }] }],
    ["a span that ends in a year", { spans: [{ ...span, end: inTime(365 * dayMs) }] }],
    [
      "an event in a year",
      { spans: [{ ...span, events: [{ name: "x", at: inTime(365 * dayMs), attributes: {} }] }] },
    ],
  ])("with %s is refused, and nothing of it is taken", (_, wrong) => {
    const given = MeshReport.parse({ ...report, ...wrong });
    expect(() => main.take(given)).toThrow(expect.objectContaining({ code: "validation_failed" }));
    expect(main.received).toEqual([]);
  });

  test("may come with hours between the clocks", () => {
    main.take({ ...report, logs: [{ ...line, timestampMs: nowMs - dayMs + 1_000 }], spans: [span] });
    expect(main.received).toHaveLength(1);
  });

  test("may tell who called the service from outside", () => {
    main.take({ ...report, calls: [{ ...call, from: "outside", to: "payment-service" }] });
    expect(main.mesh.service("payment-service").calls).toBe(1);
  });
});
