import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fault, type FaultKind, faultKinds } from "#lib/contract/fault.ts";
import { keyedFraction } from "#lib/kernel/random.ts";
import { edgeConditions, hostConditions } from "./conditions.ts";
import { faultCatalogue } from "./kinds.ts";
import { places, smallMesh } from "./testing/small-mesh.ts";

const services = places.services.map(({ id }) => id);
const asUsual = { down: false, delays: [], failing: false, hanging: false, resetting: false, mute: false };
const hostAsUsual = { ...asUsual, slowdown: 1, workers: undefined, cacheOff: false };
const edgeAsUsual = { ...asUsual, poolSlots: undefined };
const usualDelay = [{ ms: 250, jitterMs: 50 }];

const atService: Partial<Record<FaultKind, object>> = {
  outage: { down: true },
  latency: { delays: usualDelay },
  "error-rate": { failing: true },
  hang: { hanging: true },
  "connection-reset": { resetting: true },
  "reply-lost": { mute: true },
  "pool-exhaustion": {},
  "cpu-saturation": { slowdown: 6, workers: 1 },
  "cache-disabled": { cacheOff: true },
};

const atEdge: Partial<Record<FaultKind, object>> = {
  outage: { down: true },
  latency: { delays: usualDelay },
  "error-rate": { failing: true },
  hang: { hanging: true },
  "connection-reset": { resetting: true },
  "reply-lost": { mute: true },
  "pool-exhaustion": { poolSlots: 0 },
};

const kindsFor = (sort: "service" | "edge" | "operation") =>
  faultKinds.filter((kind) => faultCatalogue[kind].targets.includes(sort));

describe("where a fault is felt", () => {
  test("nowhere while nothing is armed", () => {
    const { conditions } = smallMesh();
    expect(conditions.atHost("db-service", "read", "anna")).toBeUndefined();
    expect(conditions.atEdge("order-service", "db-service", "read", "anna")).toBeUndefined();
  });

  test.each(kindsFor("service").filter((kind) => kind !== "pool-exhaustion"))(
    "%s on a service: at each of its operations, and only there",
    (kind) => {
      const { arm, conditions } = smallMesh();
      arm({ kind, target: "cache-service" });
      for (const operation of ["get", "anything"]) {
        expect(conditions.atHost("cache-service", operation, "anna")).toEqual({
          ...hostAsUsual,
          ...atService[kind],
        });
      }
      for (const id of services.filter((id) => id !== "cache-service"))
        expect(conditions.atHost(id, "get", "anna")).toBeUndefined();
      expect(conditions.atEdge("order-service", "cache-service", "get", "anna")).toBeUndefined();
    },
  );

  test.each(kindsFor("operation"))("%s on an operation: not at the others", (kind) => {
    const { arm, conditions } = smallMesh();
    arm({ kind, target: "db-service/read" });
    expect(conditions.atHost("db-service", "read", "anna")).toEqual({ ...hostAsUsual, ...atService[kind] });
    expect(conditions.atHost("db-service", "write", "anna")).toBeUndefined();
    expect(conditions.atHost("gateway", "read", "anna")).toBeUndefined();
  });

  test.each(kindsFor("edge"))(
    "%s on an edge: on the way there, not on the way back, not at its ends",
    (kind) => {
      const { arm, conditions } = smallMesh();
      arm({ kind, target: "order-service->db-service" });
      expect(conditions.atEdge("order-service", "db-service", "read", "anna")).toEqual({
        ...edgeAsUsual,
        ...atEdge[kind],
      });
      expect(conditions.atEdge("payment-service", "db-service", "read", "anna")).toBeUndefined();
      expect(conditions.atEdge("db-service", "order-service", "read", "anna")).toBeUndefined();
      expect(conditions.atHost("db-service", "read", "anna")).toBeUndefined();
      expect(conditions.atHost("order-service", "place", "anna")).toBeUndefined();
    },
  );

  test("exhausted pools of a service: at every caller of it", () => {
    const { arm, conditions } = smallMesh();
    arm({ kind: "pool-exhaustion", target: "db-service", parameters: { connectionsLeft: 2 } });
    for (const from of ["order-service", "payment-service"])
      expect(conditions.atEdge(from, "db-service", "read", "anna")?.poolSlots).toBe(2);
    expect(conditions.atEdge("order-service", "cache-service", "get", "anna")).toBeUndefined();
    expect(conditions.atHost("db-service", "read", "anna")).toBeUndefined();
  });
});

describe("several faults at one place", () => {
  test("add their delays in the order of arming, multiply slowdowns, leave the fewest workers", () => {
    const { arm, conditions } = smallMesh();
    arm({ kind: "latency", target: "db-service/read", parameters: { delayMs: 5, jitterMs: 0 } });
    arm({ kind: "latency", target: "db-service", parameters: { delayMs: 7, jitterMs: 1 } });
    arm({ kind: "cpu-saturation", target: "db-service", parameters: { slowdown: 2, workersLeft: 3 } });
    arm({ kind: "cpu-saturation", target: "db-service", parameters: { slowdown: 1.5, workersLeft: 8 } });
    arm({ kind: "hang", target: "db-service/read" });
    expect(conditions.atHost("db-service", "read", "anna")).toEqual({
      ...hostAsUsual,
      delays: [
        { ms: 5, jitterMs: 0 },
        { ms: 7, jitterMs: 1 },
      ],
      slowdown: 3,
      workers: 3,
      hanging: true,
    });
    expect(conditions.atHost("db-service", "write", "anna")?.hanging).toBe(false);
  });

  test("leave the fewest connections, the caller's own and those of all callers", () => {
    const { arm, conditions } = smallMesh();
    arm({ kind: "pool-exhaustion", target: "db-service", parameters: { connectionsLeft: 4 } });
    arm({ kind: "pool-exhaustion", target: "order-service->db-service", parameters: { connectionsLeft: 1 } });
    expect(conditions.atEdge("order-service", "db-service", "read", "anna")?.poolSlots).toBe(1);
    expect(conditions.atEdge("payment-service", "db-service", "read", "anna")?.poolSlots).toBe(4);
  });
});

const target = fc.oneof(
  fc.constantFrom(...services),
  fc.constantFrom(
    ...places.services.flatMap(({ id, operations }) => operations.map((one) => `${id}/${one}`)),
  ),
  fc.constantFrom(...places.edges.map(({ from, to }) => `${from}->${to}`)),
);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      arm: fc.constantFrom(...faultKinds),
      target,
      share: fc.double({ min: 0.1, max: 1, noNaN: true }),
      seconds: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat(12) }) },
);

/** What is felt, found by looking at everything that was ever armed. */
function naive(armed: readonly Fault[], nowMs: number, subject: string) {
  const felt = (isThere: (fault: Fault) => boolean) =>
    armed.filter(
      (fault) =>
        isThere(fault) &&
        nowMs < Date.parse(fault.endsAt ?? "") &&
        (fault.share === 1 || keyedFraction(fault.id, fault.target, subject) < fault.share),
    );
  const orNothing = <T>(faults: Fault[], merge: (faults: Fault[]) => T) =>
    faults.length > 0 ? merge(faults) : undefined;
  return {
    atHost: (service: string, operation: string) =>
      orNothing(
        felt(
          ({ kind, target }) =>
            (target === service && kind !== "pool-exhaustion") || target === `${service}/${operation}`,
        ),
        hostConditions,
      ),
    atEdge: (from: string, to: string) =>
      orNothing(
        felt(
          ({ kind, target }) => target === `${from}->${to}` || (target === to && kind === "pool-exhaustion"),
        ),
        edgeConditions,
      ),
  };
}

test("however they come and go, what is felt is what looking at all of them finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.string(), async (steps, subject) => {
      const mesh = smallMesh();
      let armed: Fault[] = [];
      for (const one of steps) {
        if ("pass" in one) await mesh.pass(one.pass);
        else if ("arm" in one) armed.push(...tryToArm(mesh, one));
        else {
          const gone = armed[one.remove]?.id;
          if (gone) mesh.faults.remove(gone);
          armed = armed.filter(({ id }) => id !== gone);
        }
        const model = naive(armed, mesh.clock.nowMs(), subject);
        for (const { id, operations } of places.services)
          for (const operation of operations)
            expect(mesh.conditions.atHost(id, operation, subject)).toEqual(model.atHost(id, operation));
        for (const { from, to } of places.edges)
          expect(mesh.conditions.atEdge(from, to, "read", subject)).toEqual(model.atEdge(from, to));
      }
    }),
    { numRuns: 100 },
  );
});

type Try = { arm: FaultKind; target: string; share: number; seconds: number };

/** Most combinations fit; those that do not are refused, and change nothing. */
function tryToArm(
  { arm }: ReturnType<typeof smallMesh>,
  { arm: kind, target, share, seconds }: Try,
): Fault[] {
  try {
    const { sharable } = faultCatalogue[kind];
    return [arm({ kind, target, share: sharable ? share : 1, durationSeconds: seconds })];
  } catch {
    return [];
  }
}
