// What one broken service does to the others, with the usual traffic. Nobody is told to be ill: each is because its calls fail.
import { expect, test } from "vitest";
import type { FaultKind } from "#lib/contract/fault.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { knownShoppers } from "./ledger/known-shoppers.ts";
import { createShoppers } from "./shoppers.ts";
import { type MeshUnderTest, startMesh } from "./testing/mesh-under-test.ts";
import { nineServices } from "./topology.ts";

const seeds = ["1", "2", "3", "4", "5"];
const ids = nineServices.map(({ id }) => id);

async function shopWith(seed: string): Promise<MeshUnderTest> {
  const mesh = startMesh({ seed });
  const shoppers = createShoppers({
    clock: mesh.clock,
    seed,
    runId: "run-1",
    visitors: knownShoppers,
    skus: assortment,
    enter: mesh.mesh.enter,
    requestsPerSecond: 3,
  });
  shoppers.start();
  await passJudged(mesh, 60);
  return mesh;
}

async function passJudged(mesh: MeshUnderTest, seconds: number) {
  for (let passed = 0; passed < seconds; passed += 1) {
    await mesh.pass(1);
    mesh.mesh.judge();
  }
}

type Told = { kind: FaultKind; target: string; seconds: number };

/** Who was ill at some time, and who is not well again so long after the end. */
async function breakFor(mesh: MeshUnderTest, { kind, target, seconds }: Told) {
  const before = ids.filter((id) => mesh.mesh.service(id).status !== "healthy");
  expect(before).toEqual([]);
  mesh.faults.arm({ kind, target, parameters: {}, share: 1, durationSeconds: seconds });
  await passJudged(mesh, seconds);
  const changed = mesh.mesh.changes().filter(({ to }) => to !== "healthy");
  const ill = ids.filter((id) => changed.some(({ service }) => service === id));
  await passJudged(mesh, 40);
  const stillIll = ids.filter((id) => mesh.mesh.service(id).status !== "healthy");
  return { ill, stillIll };
}

test.each(seeds)(
  "without its database nearly nothing works, but messages and the cache do (seed %s)",
  async (seed) => {
    const mesh = await shopWith(seed);
    const { ill, stillIll } = await breakFor(mesh, { kind: "outage", target: "db-service", seconds: 30 });
    expect(ill).toEqual(ids.filter((id) => id !== "notification-service" && id !== "cache-service"));
    expect(stillIll).toEqual([]);
    expect(mesh.mesh.changes("db-service").at(-1)).toMatchObject({ from: "healthy", to: "failed" });
  },
);

test("without payments nobody can buy, and nobody else is the worse for it", async () => {
  const mesh = await shopWith("1");
  const { ill, stillIll } = await breakFor(mesh, { kind: "outage", target: "payment-service", seconds: 30 });
  expect(ill).toEqual(["api-gateway", "order-service", "payment-service"]);
  expect(stillIll).toEqual([]);
});

test("without its cache the shop is slower, and goes on", async () => {
  const mesh = await shopWith("1");
  const { ill, stillIll } = await breakFor(mesh, { kind: "outage", target: "cache-service", seconds: 30 });
  expect(ill).toEqual(["cache-service"]);
  expect(stillIll).toEqual([]);
  const warned = mesh.lines.filter(({ message }) => message.startsWith("cache not usable"));
  expect(new Set(warned.map(({ service }) => service))).toEqual(
    new Set(["user-service", "inventory-service"]),
  );
});

test("a database that does not answer at all hurts those who wait for it", async () => {
  const mesh = await shopWith("1");
  const { ill, stillIll } = await breakFor(mesh, { kind: "hang", target: "db-service", seconds: 30 });
  expect(ill).toContain("db-service");
  expect(ill).toContain("api-gateway");
  expect(ill).not.toContain("notification-service");
  expect(stillIll).toEqual([]);
});
