// The rules against a real mesh with its shoppers, on a virtual clock: minutes take seconds.
import { describe, expect, test } from "vitest";
import { knownShoppers } from "#lib/services/ledger/known-shoppers.ts";
import { createShoppers } from "#lib/services/shoppers.ts";
import { startMesh } from "#lib/services/testing/mesh-under-test.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { watchServices } from "./find-service-troubles.ts";
import { type HeldFinding, holdFindings } from "./held-findings.ts";

const lookSeconds = 2.5;
const usualRequestsPerSecond = 3;

function startWorld(seed: string, requestsPerSecond = usualRequestsPerSecond) {
  const world = startMesh({ seed });
  const lost = new Map<string, number>();
  const find = watchServices({ mesh: world.mesh, lostRaces: () => lost });
  const hold = holdFindings();
  const shoppers = createShoppers({
    clock: world.clock,
    seed,
    runId: "run",
    enter: world.mesh.enter,
    requestsPerSecond,
    visitors: knownShoppers,
    skus: assortment,
    entries: world.entries,
  });
  shoppers.start();
  const due = new Map<string, HeldFinding>();
  return {
    ...world,
    shoppers,
    lost,
    /** Everything that would fire within that time, by what it is about, as it was found first. */
    async look(seconds: number): Promise<Map<string, HeldFinding>> {
      due.clear();
      for (let passed = 0; passed < seconds; passed += lookSeconds) {
        await world.pass(lookSeconds);
        world.mesh.judge();
        for (const finding of hold(find(), world.clock.nowMs()))
          if (finding.due && !due.has(finding.fingerprint)) due.set(finding.fingerprint, finding);
      }
      return new Map(due);
    },
  };
}

const outage = (target: string, durationSeconds: number) =>
  ({ kind: "outage", target, parameters: {}, share: 1, durationSeconds }) as const;

describe("in a healthy world", () => {
  test("nothing fires, whatever fails naturally", async () => {
    const world = startWorld("7");
    expect([...(await world.look(600)).keys()]).toEqual([]);
    const { sent, failed } = world.shoppers.traffic();
    expect(sent).toBeGreaterThan(1_500);
    expect(failed).toBeGreaterThan(0);
  });

  test("nor where it is five times as busy", async () => {
    const world = startWorld("11", 5 * usualRequestsPerSecond);
    expect([...(await world.look(60)).keys()]).toEqual([]);
  });
});

describe("when the database is down", () => {
  test("it is found within seconds, no later than those who only call it, in the words of an operator", async () => {
    const world = startWorld("7");
    await world.look(30);
    world.faults.arm(outage("db-service", 60));
    const found = await world.look(20);
    const database = found.get("service/error-rate/db-service/");
    expect(database).toMatchObject({
      severity: "cherry",
      title: expect.stringMatching(/^Database: \d+ % of requests fail$/),
    });
    expect(database?.detail).toMatch(
      /^\d+ of \d+ requests failed within 30 s; more than 5 % is too much\. Since \d\d:\d\d:\d\d UTC\.$/,
    );
    expect(found.get("service/breaker-open/inventory-service/db-service")?.title).toBe(
      "Inventory does not call Database any more",
    );
    const firstMs = Math.min(...[...found.values()].map(({ sinceMs }) => sinceMs));
    expect(database?.sinceMs).toBe(firstMs);
  });

  test("a moment of it is none", async () => {
    const world = startWorld("7");
    await world.look(30);
    world.faults.arm(outage("db-service", 2));
    expect([...(await world.look(60)).keys()]).toEqual([]);
    expect(world.mesh.changes("db-service")).not.toEqual([]);
  });

  test("it holds while breakers keep everybody from asking, and ends soon after the outage", async () => {
    const world = startWorld("7");
    await world.look(30);
    world.faults.arm(outage("db-service", 60));
    await world.look(50);
    expect((await world.look(10)).has("service/error-rate/db-service/")).toBe(true);
    await world.look(30);
    expect([...(await world.look(20)).keys()].filter((key) => !key.includes("/burn-rate/"))).toEqual([]);
  });

  test("the error budget burns where shoppers come in, and no longer than a minute or two", async () => {
    const world = startWorld("7");
    await world.look(60);
    world.faults.arm(outage("db-service", 60));
    const burning = (await world.look(75)).get("service/burn-rate/api-gateway/");
    expect(burning?.title).toMatch(/^API gateway: a month's error budget would be gone in \d+ h$/);
    await world.look(150);
    expect([...(await world.look(300)).keys()]).toEqual([]);
  });
});

test("what is slow is said with its limit", async () => {
  const world = startWorld("7");
  await world.look(30);
  world.faults.arm({
    kind: "latency",
    target: "db-service",
    parameters: { delayMs: 150, jitterMs: 0 },
    share: 1,
    durationSeconds: 90,
  });
  const found = await world.look(60);
  expect(found.get("service/latency/db-service/")).toMatchObject({
    title: expect.stringMatching(/^Database: requests take 1\d\d ms on average$/),
    detail: expect.stringContaining("50 ms is its limit"),
  });
});

test("a shop whose buyers lost races is named with their number", async () => {
  const world = startWorld("7");
  world.lost.set("merch", 3);
  const found = await world.look(5);
  expect([...found.values()].map(({ title, severity }) => [title, severity])).toEqual([
    ["merch: 3 buyers came too late for the last units", "yellow"],
  ]);
});
