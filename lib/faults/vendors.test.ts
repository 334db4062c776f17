import { describe, expect, test } from "vitest";
import { faultKinds } from "#lib/contract/fault.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createFaults } from "./create.ts";
import { faultCatalogue } from "./kinds.ts";
import { places, smallMesh, startMs } from "./testing/small-mesh.ts";

const codes = Array.from({ length: 2_000 }, (_, index) => `V${String(index).padStart(4, "0")}`);
const asUsual = {
  offlineSinceMs: undefined,
  mostAvailablePercent: undefined,
  mostLeftPercent: undefined,
  garbled: false,
};
const felt = {
  "vendor-offline": { offlineSinceMs: startMs - 45 * 60_000 },
  "products-unavailable": { mostAvailablePercent: 15 },
  "discount-stock-depleted": { mostLeftPercent: 0 },
  "feed-garbage": { garbled: true },
} as const;
const kinds = Object.keys(felt) as (keyof typeof felt)[];

function market(vendors: readonly string[] = codes) {
  const faults = createFaults({
    clock: createVirtualClock({ startMs }),
    places: { ...places, vendors: [...vendors] },
  });
  type Asked = Parameters<typeof faults.arm>[0];
  const arm = (order: Pick<Asked, "kind" | "target"> & Partial<Asked>) =>
    faults.arm({ parameters: {}, share: 1, durationSeconds: 60, ...order });
  return { faults, arm, at: (code: string) => faults.conditions.atVendor(code) };
}

test("these are the kinds for vendors, and they fit nowhere else", () => {
  const forVendors = faultKinds.filter((kind) => faultCatalogue[kind].targets.includes("vendor"));
  expect(forVendors).toEqual(kinds);
  const { arm } = market();
  for (const kind of kinds) expect(() => arm({ kind, target: "gateway" })).toThrow("one service");
  expect(() => arm({ kind: "latency", target: "vendor:V0001" })).toThrow("one vendor");
});

describe.each(kinds)("%s", (kind) => {
  test("of one vendor is felt there alone", () => {
    const { arm, at, faults } = market();
    const { id } = arm({ kind, target: "vendor:V0042" });
    expect(at("V0042")).toEqual({ ...asUsual, ...felt[kind] });
    expect(at("V0041")).toBeUndefined();
    expect(faults.conditions.atHost("gateway", "checkout", "V0042")).toBeUndefined();
    faults.remove(id);
    expect(at("V0042")).toBeUndefined();
  });

  test("of a share of the vendors hits that part, and the same ones each time", () => {
    const { arm, at } = market();
    arm({ kind, target: "vendors", share: 0.2 });
    const hit = codes.filter((code) => at(code) !== undefined);
    expect(hit.length / codes.length).toBeCloseTo(0.2, 1);
    expect(codes.filter((code) => at(code) !== undefined)).toEqual(hit);
    expect(at(hit[0] ?? "")).toEqual({ ...asUsual, ...felt[kind] });
  });
});

test("several at one vendor: the longest absence, the least that is left", () => {
  const { arm, at } = market();
  arm({ kind: "vendor-offline", target: "vendors", parameters: { minutesAlready: 10 } });
  arm({ kind: "vendor-offline", target: "vendor:V0001", parameters: { minutesAlready: 90 } });
  arm({ kind: "products-unavailable", target: "vendors", parameters: { percentLeft: 50 } });
  arm({ kind: "products-unavailable", target: "vendor:V0001", parameters: { percentLeft: 70 } });
  expect(at("V0001")).toEqual({
    ...asUsual,
    offlineSinceMs: startMs - 90 * 60_000,
    mostAvailablePercent: 50,
  });
});

test("a vendor that is not known is told with the one that was probably meant", () => {
  const { arm } = market(["V0001", "V0002"]);
  expect(() => arm({ kind: "feed-garbage", target: "vendor:V0003" })).toThrow(/no vendor V0003.*V000/);
});

test("where the feed comes from elsewhere, no vendor can be broken", () => {
  const { arm } = smallMesh();
  expect(() => arm({ kind: "feed-garbage", target: "vendors" })).toThrow("only those of the built-in feed");
});

test("services that run on their own hear nothing of vendors", () => {
  const { arm, faults } = market();
  arm({ kind: "vendor-offline", target: "vendors" });
  arm({ kind: "vendor-offline", target: "vendor:V0001" });
  const { kind } = arm({ kind: "latency", target: "gateway" });
  expect(faults.listForOthers().map((fault) => fault.kind)).toEqual([kind]);
});
