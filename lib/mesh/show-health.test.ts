import { afterEach, beforeEach, expect, test } from "vitest";
import { readHealth } from "./show-health.ts";
import { type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";

let mesh: SmallMesh;
beforeEach(() => {
  mesh = startSmallMesh({ services: [{ id: "back" }, { id: "aside" }], work: {} });
});
afterEach(() => mesh.close());

const values = () => Object.fromEntries(readHealth(mesh).map(({ labels, value }) => [labels.service, value]));

test("every service has a reading, from the first one on", () => {
  expect(values()).toEqual({ back: 0, aside: 0 });
});

test("a service that fails reads 2 for as long as it does", async () => {
  mesh.arm("outage", "back", { durationSeconds: 30 });
  await mesh.pass(20_000);
  expect(values()).toEqual({ back: 2, aside: 0 });
});

test("an illness that came and went between two readings is in the second one, and not in the next", async () => {
  mesh.arm("outage", "back", { durationSeconds: 1 });
  for (let tick = 0; tick < 20; tick += 1) {
    await mesh.pass(250);
    mesh.mesh.judge();
  }
  expect(mesh.mesh.service("back").status).toBe("healthy");
  expect(values()).toEqual({ back: 2, aside: 0 });
  await mesh.pass(5_000);
  expect(values()).toEqual({ back: 0, aside: 0 });
});
