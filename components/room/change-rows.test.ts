import { describe, expect, test } from "vitest";
import type { Fault } from "#lib/contract/fault.ts";
import type { ServiceStatus } from "#lib/contract/mesh.ts";
import { changeRows } from "./change-rows.ts";

const change = (time: string, from: ServiceStatus, to: ServiceStatus, service = "order-service") => ({
  at: `2026-03-01T10:${time}.000Z`,
  service,
  from,
  to,
});
const fault: Fault = {
  id: "f1",
  kind: "outage",
  target: "order-service",
  parameters: {},
  share: 1,
  startsAt: "2026-03-01T10:00:10.000Z",
  endsAt: "2026-03-01T10:02:00.000Z",
  state: "armed",
};

describe("what changed", () => {
  test("is one row for a service that flickers within a minute, from its first status to its last", () => {
    const rows = changeRows(
      [
        change("05:40", "healthy", "failed"),
        change("05:20", "degraded", "healthy"),
        change("05:00", "healthy", "degraded"),
        change("04:59", "degraded", "healthy"),
      ],
      [],
    );
    expect(rows).toMatchObject([
      { from: "healthy", to: "failed", times: 3, at: "2026-03-01T10:05:40.000Z" },
      { from: "degraded", to: "healthy", times: 1 },
    ]);
  });

  test("keeps services apart", () => {
    const both = [change("05:10", "healthy", "failed"), change("05:05", "healthy", "failed", "db-service")];
    expect(changeRows(both, [])).toHaveLength(2);
  });

  test("tells of an armed fault once, and of an ended one also when it ended, among the rest by time", () => {
    const between = change("01:00", "healthy", "failed");
    expect(changeRows([between], [fault])).toMatchObject([{ to: "failed" }, { armed: true }]);
    expect(changeRows([between], [{ ...fault, state: "ended" }])).toMatchObject([
      { armed: false, at: fault.endsAt },
      { to: "failed" },
      { armed: true, at: fault.startsAt },
    ]);
  });
});
