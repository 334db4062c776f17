import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSeriesCap } from "./series-cap.ts";

describe("a series cap", () => {
  it("never lets more label sets through than its limit, and sends the rest to one overflow set", () => {
    const label = fc.constantFrom("a", "b", "c", "1:a", "", "é\n", "overflow");
    const labels = fc.record({ tenant: label, status: label }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 80 }), fc.integer({ min: 1, max: 20 }), (asked, limit) => {
        let overflows = 0;
        const cap = createSeriesCap(["tenant", "status"], limit, () => {
          overflows += 1;
        });
        const admitted = asked.map((one) => cap.admit(one));
        const spelled = (one: { tenant?: string; status?: string }) =>
          JSON.stringify([one.tenant ?? "", one.status ?? ""]);
        const firstFew = new Set([...new Set(asked.map(spelled))].slice(0, limit));
        for (const [index, one] of asked.entries()) {
          const expected = firstFew.has(spelled(one))
            ? spelled(one)
            : spelled({ tenant: "overflow", status: "overflow" });
          expect(spelled(admitted[index] ?? {})).toBe(expected);
        }
        expect(new Set(admitted).size).toBeLessThanOrEqual(limit + 1);
        expect(overflows).toBe(asked.filter((one) => !firstFew.has(spelled(one))).length);
      }),
    );
  });

  it("gives the same object for the same labels, in whatever order they come", () => {
    const cap = createSeriesCap(["a", "b"], 10, () => {});
    expect(cap.admit({ a: "1", b: "2" })).toBe(cap.admit({ b: "2", a: "1" }));
  });

  it("does not confuse labels whose values run into each other", () => {
    const cap = createSeriesCap(["a", "b"], 10, () => {});
    expect(cap.admit({ a: "x1:", b: "y" })).not.toBe(cap.admit({ a: "x", b: "1:y" }));
    expect(cap.size).toBe(2);
  });

  it("refuses a label that was not declared", () => {
    const cap = createSeriesCap(["a"], 10, () => {});
    expect(() => cap.admit({ a: "1", user: "2" })).toThrow("The label user is not one of: a");
  });
});
