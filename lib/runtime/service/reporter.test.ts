import { beforeEach, describe, expect, test } from "vitest";
import { type FaultElsewhere, MeshReport } from "#lib/contract/mesh-report.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createOutposts } from "#lib/mesh/outposts.ts";
import { takeReport } from "#lib/mesh/take-report.ts";
import { startMesh } from "#lib/services/testing/mesh-under-test.ts";
import { createLogger } from "#lib/telemetry/logs/logger.ts";
import type { ReceivedRecords } from "#lib/telemetry/types.ts";
import type { Outcome } from "./post-report.ts";
import { createRowsWaiting } from "./report-rows.ts";
import { createReporter } from "./reporter.ts";

/** A service's reporter and what takes its reports, joined by a way on which reports and replies can be lost. */
function start() {
  const clock = createVirtualClock({ startMs: Date.UTC(2030, 0, 1) });
  const { mesh, faults } = startMesh();
  const received: ReceivedRecords[] = [];
  const main = {
    clock,
    mesh,
    faults,
    outposts: createOutposts({ clock, names: ["payment-service"] }),
    telemetry: { receive: (records: ReceivedRecords) => void received.push(records) },
  };
  const way = { up: true, silent: false, repliesLost: 0, maxBytes: 1_000_000, sent: 0, answers: true };
  const armed: (readonly FaultElsewhere[])[] = [];
  const rows = createRowsWaiting(clock, "payment-service");
  const send = async (body: string): Promise<Outcome> => {
    way.sent += 1;
    if (way.silent) await clock.sleep(2_000);
    if (!way.up || way.silent) return { kind: "again", why: "connect ECONNREFUSED" };
    if (body.length > way.maxBytes) return { kind: "smaller", why: "too large" };
    const reply = takeReport(main, MeshReport.parse(JSON.parse(body)));
    if (way.repliesLost === 0) return { kind: "taken", reply };
    way.repliesLost -= 1;
    return { kind: "again", why: "read ECONNRESET" };
  };
  const reporter = createReporter({
    clock,
    post: { send, close: async () => {} },
    rows,
    identity: { service: "payment-service", instance: "7c1f7a52-7c0f-4c7c-9d5e-6f3f5a0f4d11", version: "1" },
    state: () => ({ answers: way.answers, busy: 0, queued: 0, edges: [] }),
    onArmed: (faultsNow) => void armed.push(faultsNow),
    log: createLogger(
      { nowMs: clock.nowMs, leastLevel: "info", sinks: [rows.takeLog] },
      "payment-service",
      "reports",
    ),
  });
  const say = (message: string) =>
    createLogger(
      { nowMs: clock.nowMs, leastLevel: "info", sinks: [rows.takeLog] },
      "payment-service",
      "test",
    ).info(message);
  const arrived = () =>
    received
      .flatMap(({ logs }) => logs)
      .filter(({ logger }) => logger === "test")
      .map(({ message }) => message);
  const pass = (ms: number) => clock.run(clock.nowMs() + ms);
  return { ...main, way, armed, rows, reporter, say, arrived, pass, clock };
}

let at = start();
beforeEach(async () => {
  at = start();
  await at.pass(10);
});

describe("what a service records", () => {
  test("is with the main process after a quarter of a second", async () => {
    at.say("one");
    await at.pass(300);
    expect(at.arrived()).toEqual(["one"]);
  });

  test("does not wait when much is waiting", async () => {
    for (let count = 0; count < 2_001; count += 1) at.say("many");
    await at.pass(100);
    expect(at.arrived().length).toBeGreaterThan(0);
  });

  test("arrives once when the reply is lost", async () => {
    at.way.repliesLost = 2;
    at.say("one");
    at.rows.takeCall({ from: "payment-service", to: "db-service", latencyMs: 1, failed: false });
    await at.pass(5_000);
    expect(at.arrived()).toEqual(["one"]);
    expect(at.mesh.edge("payment-service", "db-service").calls).toBe(1);
  });

  test("waits while the main process is away, and comes in order afterwards", async () => {
    at.way.up = false;
    for (const message of ["one", "two", "three"]) {
      at.say(message);
      await at.pass(3_000);
    }
    expect(at.reporter.heard()).toBe(false);
    expect(at.arrived()).toEqual([]);
    at.way.up = true;
    await at.pass(2_000);
    expect(at.arrived()).toEqual(["one", "two", "three"]);
    expect(at.reporter.heard()).toBe(true);
  });

  test("is offered less and less often, but at least every second", async () => {
    at.way.up = false;
    at.way.sent = 0;
    await at.pass(20_000);
    expect(at.way.sent).toBeGreaterThanOrEqual(20);
    expect(at.way.sent).toBeLessThan(26);
  });

  test("is sent in parts when it is too much at once", async () => {
    at.way.maxBytes = 3_000;
    const messages = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    for (const message of messages) at.say(message);
    await at.pass(30_000);
    expect(at.arrived()).toEqual(messages);
    expect(at.reporter.lost()).toBe(0);
  });

  test("is given up and counted when even alone it is too much", async () => {
    at.way.maxBytes = 1_500;
    at.say("x".repeat(3_000));
    at.say("short");
    await at.pass(10_000);
    expect(at.arrived()).toEqual(["short"]);
    expect(at.reporter.lost()).toBe(1);
  });

  test("is sent before it stops", async () => {
    at.say("last words");
    const closing = at.reporter.close(3_000);
    await at.pass(3_000);
    await closing;
    expect(at.arrived()).toEqual(["last words"]);
  });
});

test("nobody counts as listening before the first answer", async () => {
  const fresh = start();
  expect(fresh.reporter.heard()).toBe(false);
  await fresh.pass(10);
  expect(fresh.reporter.heard()).toBe(true);
});

test("the farewell ends at its limit, however long the main process is silent", async () => {
  at.way.silent = true;
  await at.pass(300);
  at.say("last words");
  let closed = false;
  const closing = at.reporter.close(3_000).then(() => {
    closed = true;
  });
  await at.pass(2_990);
  expect(closed).toBe(false);
  await at.pass(20);
  expect(closed).toBe(true);
  await closing;
});

test("a service that no longer answers says so without waiting for its next report", async () => {
  at.outposts.listen();
  await at.pass(310);
  at.way.answers = false;
  await at.pass(60);
  expect(at.outposts.answers("payment-service")).toBe(false);
});

test("what the process says of itself is told in the name of its service", async () => {
  const own = createLogger(
    { nowMs: at.clock.nowMs, leastLevel: "info", sinks: [at.rows.takeLog] },
    "faultmart",
    "test",
  );
  own.info("stopping");
  await at.pass(300);
  expect(at.arrived()).toEqual(["stopping"]);
  expect(at.reporter.lost()).toBe(0);
});

test("every reply tells what is armed", async () => {
  const fault = at.faults.arm({
    kind: "outage",
    target: "payment-service",
    parameters: {},
    share: 1,
    durationSeconds: 5,
  });
  await at.pass(300);
  expect(at.armed.at(-1)).toEqual([{ ...fault, remainingMs: expect.any(Number) }]);
});
