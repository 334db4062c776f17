import fc from "fast-check";
import { expect, test } from "vitest";
import { readOutline, spanKinds, writeOutline } from "./trace-outline.ts";

const told = { traceId: "a".repeat(32), startUs: 1, durationUs: 2, cut: false };

test("an outline that was written reads the same", () => {
  const span = fc.record({
    spanId: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map((id) => id.toString(16).padStart(16, "0")),
    parent: fc.integer({ min: -1, max: 20_000 }),
    service: fc.string(),
    name: fc.string({ unit: "grapheme" }),
    kind: fc.constantFrom(...spanKinds),
    failed: fc.boolean(),
    startUs: fc.nat(),
    durationUs: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(span, fc.boolean()), { maxLength: 10 }), (drawn) => {
      const spans = drawn.map(([one, orphan]) => ({ ...one, orphan, ...(orphan ? { parent: -1 } : {}) }));
      expect(readOutline(writeOutline(told, spans))).toEqual(spans);
    }),
    { numRuns: 30 },
  );
});
