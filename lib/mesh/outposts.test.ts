import { beforeEach, describe, expect, test } from "vitest";
import type { ReportedState } from "#lib/contract/mesh-report.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { startMesh } from "#lib/services/testing/mesh-under-test.ts";
import { createOutposts } from "./outposts.ts";

const well: ReportedState = { answers: true, busy: 2, queued: 1, edges: [] };
const service = "payment-service";

let clock = createVirtualClock({ startMs: 0 });
let outposts = createOutposts({ clock, names: [service] });
beforeEach(() => {
  clock = createVirtualClock({ startMs: 0 });
  outposts = createOutposts({ clock, names: [service] });
});
const pass = (seconds: number) => clock.run(clock.nowMs() + seconds * 1_000);
const report = (sequence: number, state = well, instance = "a") =>
  outposts.take({ service, instance, sequence, state });

describe("a service in a process of its own", () => {
  test("is thought to answer until it had time to say so", async () => {
    await pass(10);
    expect(outposts.answers(service)).toBe(true);
    outposts.listen();
    await pass(1.9);
    expect(outposts.answers(service)).toBe(true);
    await pass(0.2);
    expect(outposts.answers(service)).toBe(false);
  });

  test("answers while it reports, and no longer once it has been silent for two seconds", async () => {
    outposts.listen();
    await pass(5);
    report(1);
    expect(outposts.answers(service)).toBe(true);
    expect(outposts.load(service)).toEqual({ busy: 2, queued: 1 });
    await pass(2.1);
    expect(outposts.answers(service)).toBe(false);
    expect(outposts.load(service)).toEqual({ busy: 0, queued: 0 });
  });

  test("does not answer when it says so itself", () => {
    outposts.listen();
    report(1, { ...well, answers: false });
    expect(outposts.answers(service)).toBe(false);
  });

  test("is one process: others count only once that one has been silent for two seconds", async () => {
    report(1);
    for (let other = 0; other < 100; other += 1)
      expect(report(1, { ...well, answers: false, busy: 9 }, `other ${other}`)).toBe("not the one");
    expect(outposts.answers(service)).toBe(true);
    expect(outposts.load(service)).toEqual({ busy: 2, queued: 1 });
    await pass(1.9);
    expect(report(2)).toBe("new");
    await pass(1.9);
    expect(report(1, well, "b")).toBe("not the one");
    await pass(0.2);
    expect(report(1, { ...well, busy: 9 }, "b")).toBe("new");
    expect(outposts.load(service).busy).toBe(9);
    expect(report(3)).toBe("not the one");
  });

  test("is heard when it reports again what was taken, but nothing is taken twice", async () => {
    outposts.listen();
    expect(report(1)).toBe("new");
    await pass(1.5);
    expect(report(1)).toBe("again");
    await pass(1.5);
    expect(outposts.answers(service)).toBe(true);
    expect(report(2)).toBe("new");
    await pass(60);
    expect(report(2)).toBe("again");
  });
});

test("the mesh shows the load, the breakers and the health that a service elsewhere reports", async () => {
  const { mesh, pass: wait } = startMesh({
    hosts: (id) => id !== service,
    elsewhere: {
      answers: (id) => outposts.answers(id),
      load: (id) => outposts.load(id),
      edge: (from, to) => outposts.edge(from, to),
    },
  });
  report(1, { ...well, edges: [{ to: "db-service", breaker: "open", retriesPerSecond: 0.5 }] });
  expect(mesh.service(service)).toMatchObject({ busy: 2, queued: 1, status: "healthy" });
  expect(mesh.edge(service, "db-service")).toMatchObject({ breaker: "open", retriesPerSecond: 0.5 });
  expect(mesh.operationsOf(service)).toContain("authorize");

  report(2, { ...well, answers: false });
  await wait(1);
  expect(mesh.service(service).status).toBe("failed");
  report(3);
  for (let tick = 0; tick < 5; tick += 1) {
    await wait(1);
    mesh.judge();
  }
  expect(mesh.service(service).status).toBe("healthy");
});
