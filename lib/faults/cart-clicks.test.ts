import { expect, test } from "vitest";
import { smallMesh } from "./testing/small-mesh.ts";

const clicks = { kind: "cart-click", target: "cart" } as const;

test("no click comes to nothing while nothing is armed, or only services are broken", () => {
  const { arm, conditions } = smallMesh();
  expect(conditions.atCart("anna")).toBe(false);
  arm({ kind: "error-rate", target: "gateway" });
  expect(conditions.atCart("anna")).toBe(false);
});

test("of each visitor's clicks it is every third, whoever else clicks meanwhile", () => {
  const { arm, conditions } = smallMesh();
  arm(clicks);
  const failed = { anna: [] as boolean[], ben: [] as boolean[] };
  for (const name of ["anna", "ben", "anna", "anna", "ben", "anna", "ben", "anna", "anna"] as const)
    failed[name].push(conditions.atCart(name));
  expect(failed.anna).toEqual([false, false, true, false, false, true]);
  expect(failed.ben).toEqual([false, false, true]);
});

test("it is counted from the arming on, and ends with it", async () => {
  const { arm, conditions, faults, pass } = smallMesh();
  const { id } = arm({ ...clicks, parameters: { every: 2 } });
  expect([conditions.atCart("anna"), conditions.atCart("anna")]).toEqual([false, true]);
  conditions.atCart("anna");
  faults.remove(id);
  expect(conditions.atCart("anna")).toBe(false);
  arm({ ...clicks, parameters: { every: 2 }, durationSeconds: 5 });
  expect([conditions.atCart("anna"), conditions.atCart("anna")]).toEqual([false, true]);
  await pass(5);
  expect([conditions.atCart("anna"), conditions.atCart("anna")]).toEqual([false, false]);
});

test("of two at once each counts for itself", () => {
  const { arm, conditions } = smallMesh();
  arm({ ...clicks, parameters: { every: 2 } });
  arm({ ...clicks, parameters: { every: 3 } });
  const failed = Array.from({ length: 6 }, () => conditions.atCart("anna"));
  expect(failed).toEqual([false, true, true, true, false, true]);
});

test("what was armed for good has no end, is listed first, and goes with all others", () => {
  const { faults, arm } = smallMesh();
  const { id, endsAt } = faults.armForGood({ ...clicks, parameters: {}, share: 1 });
  expect(endsAt).toBeNull();
  const outage = arm({ kind: "outage", target: "db-service", durationSeconds: 5 });
  expect(faults.list().map((one) => one.id)).toEqual([id, outage.id]);
  // Services that run elsewhere have no carts.
  expect(faults.listForOthers().map((one) => one.id)).toEqual([outage.id]);
  expect(faults.halt().map((one) => one.id)).toEqual([id, outage.id]);
  expect(faults.list().map(({ state }) => state)).toEqual(["removed", "removed"]);
});
