import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallMesh } from "./testing/small-mesh.ts";

const visitors = Array.from({ length: 20_000 }, (_, index) => `visitor-${index}`);
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

function armedFor(part: number) {
  const mesh = smallMesh();
  mesh.arm({ kind: "hang", target: "db-service", share: part });
  return {
    ...mesh,
    isHit: (visitor: string) => mesh.conditions.atHost("db-service", "read", visitor) !== undefined,
  };
}

describe("a share of the visitors", () => {
  test("is as large as it was asked for", () => {
    fc.assert(
      fc.property(share, (part) => {
        const { isHit } = armedFor(part);
        const measured = visitors.filter(isHit).length / visitors.length;
        // Five standard deviations.
        expect(Math.abs(measured - part)).toBeLessThan(5 * Math.sqrt((part * (1 - part)) / visitors.length));
      }),
      { numRuns: 15 },
    );
  });

  test("keeps whom it hits, whatever else is armed, ends or is asked meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(share, fc.array(fc.string(), { maxLength: 20 }), async (part, others) => {
        const { arm, conditions, pass, isHit } = armedFor(part);
        const some = visitors.slice(0, 200);
        const before = some.map(isHit);
        arm({ kind: "latency", target: "order-service->db-service", share: 0.5 });
        const short = arm({ kind: "latency", target: "gateway", share: 0.5, durationSeconds: 1 });
        for (const other of others) conditions.atHost(short.target, "checkout", other);
        await pass(29);
        expect(some.map(isHit)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  test("hits the same visitors at every operation of a service", () => {
    const { conditions, isHit } = armedFor(0.3);
    for (const visitor of visitors.slice(0, 500))
      expect(conditions.atHost("db-service", "write", visitor) !== undefined).toBe(isHit(visitor));
  });

  test("of one fault is not that of another", () => {
    const { arm, conditions, isHit } = armedFor(0.5);
    arm({ kind: "hang", target: "gateway", share: 0.5 });
    const both = visitors.filter(
      (visitor) => isHit(visitor) && conditions.atHost("gateway", "checkout", visitor) !== undefined,
    );
    expect(both.length / visitors.length).toBeCloseTo(0.25, 1);
  });
});
