import { beforeEach, describe, expect, test } from "vitest";
import type { MeshReport } from "#lib/contract/mesh-report.ts";
import { startMesh } from "#lib/services/testing/mesh-under-test.ts";
import type { ReceivedRecords } from "#lib/telemetry/types.ts";
import { createOutposts } from "./outposts.ts";
import { takeReport } from "./take-report.ts";

function startMain() {
  const { clock, mesh, faults } = startMesh();
  const received: ReceivedRecords[] = [];
  const outposts = createOutposts({ clock, names: ["payment-service"] });
  const telemetry = { receive: (records: ReceivedRecords) => void received.push(records) };
  const take = (report: MeshReport) => takeReport({ mesh, outposts, faults, telemetry }, report);
  return { mesh, faults, received, take };
}

const call = { from: "payment-service", to: "db-service", latencyMs: 5, failed: false, agoMs: 100 };
const line = {
  timestampMs: 1,
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
    ["calls that others made", { calls: [{ ...call, from: "order-service", to: "inventory-service" }] }],
    ["calls that the topology does not have", { calls: [{ ...call, to: "auth-service" }] }],
  ])("with %s is refused, and nothing of it is taken", (_, foreign) => {
    expect(() => main.take({ ...report, ...foreign })).toThrow(
      expect.objectContaining({ code: "validation_failed" }),
    );
    expect(main.received).toEqual([]);
    expect(main.mesh.edge("payment-service", "db-service").calls).toBe(0);
  });

  test("may tell who called the service from outside", () => {
    main.take({ ...report, calls: [{ ...call, from: "outside", to: "payment-service" }] });
    expect(main.mesh.service("payment-service").calls).toBe(1);
  });
});
