import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Severity, severities } from "#lib/contract/severity.ts";
import { checkLimits, judge, type ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import {
  limitedSeverities,
  type VendorQuestion,
  vendorQuestions,
  vendorQuestionWords,
} from "#lib/contract/vendor-questions.ts";
import { defaultThresholds } from "./defaults.ts";

type Drawn = { question: VendorQuestion; thresholds: ThresholdPreviewRequest; most: number };

/** Limits in their order, a margin that leaves room, in steps of a tenth so that edges are met. */
const drawn: fc.Arbitrary<Drawn> = fc
  .constantFrom(...vendorQuestions)
  .chain((question) => {
    const { unit, worse } = vendorQuestionWords[question];
    const most = unit === "percent" ? 100 : 1_440;
    const edges = fc.uniqueArray(fc.integer({ min: 1, max: most * 10 - 1 }), { minLength: 6, maxLength: 6 });
    return fc.tuple(edges, fc.integer({ min: 0, max: 100 })).map(([edge, margin]) => {
      const sorted = edge.toSorted((one, other) => (worse === "lower" ? one - other : other - one));
      const limits = Object.fromEntries(
        limitedSeverities.map((severity, nth) => [severity, (sorted[nth] ?? 0) / 10]),
      ) as ThresholdPreviewRequest["limits"];
      return { question, thresholds: { limits, margin: margin / 10 }, most };
    });
  })
  .filter(({ question, thresholds }) => checkLimits(question, thresholds).length === 0);

const valueIn = ({ most }: Drawn) => fc.integer({ min: 0, max: most * 10 }).map((tenths) => tenths / 10);
const rank = (severity: Severity) => severities.indexOf(severity);

function judgeAll({ question, thresholds }: Drawn, values: readonly number[]): Severity[] {
  let previous: Severity | undefined;
  return values.map((value) => {
    previous = judge(question, thresholds, value, previous);
    return previous;
  });
}

describe("a value near an edge", () => {
  test("never flaps: while it moves by less than the margin, it changes its severity at most once", () => {
    const near = drawn
      .filter(({ thresholds }) => thresholds.margin > 0)
      .chain((one) =>
        fc.tuple(
          fc.constant(one),
          valueIn(one),
          fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 30 }),
        ),
      );
    fc.assert(
      fc.property(near, ([one, start, moves]) => {
        const values = [start, ...moves.map((part) => start + part * one.thresholds.margin)];
        const judged = judgeAll(one, values);
        // Worse may come in several steps where limits lie closer than the margin; better again never does.
        for (const [nth, severity] of judged.entries())
          if (nth > 0) expect(rank(severity)).toBeLessThanOrEqual(rank(judged[nth - 1] ?? severity));
      }),
      { numRuns: 500 },
    );
  });

  test("that stays as it is keeps the severity that it has", () => {
    const kept = drawn.chain((one) =>
      fc.tuple(fc.constant(one), valueIn(one), fc.constantFrom(...severities)),
    );
    fc.assert(
      fc.property(kept, ([{ question, thresholds }, value, before]) => {
        const once = judge(question, thresholds, value, before);
        expect(judge(question, thresholds, value, once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

test("what gets worse is told at once: the margin only holds back what gets better", () => {
  const any = drawn.chain((one) => fc.tuple(fc.constant(one), valueIn(one), fc.constantFrom(...severities)));
  fc.assert(
    fc.property(any, ([{ question, thresholds }, value, before]) => {
      const fresh = judge(question, thresholds, value);
      const held = judge(question, thresholds, value, before);
      expect(rank(held)).toBeLessThanOrEqual(rank(fresh));
      if (rank(fresh) <= rank(before)) expect(held).toBe(fresh);
      else expect(rank(held)).toBeGreaterThanOrEqual(rank(before));
    }),
    { numRuns: 500 },
  );
});

test("the best value there can be is dark-green, whatever it was before", () => {
  const any = drawn.chain((one) => fc.tuple(fc.constant(one), fc.constantFrom(...severities)));
  fc.assert(
    fc.property(any, ([{ question, thresholds }, before]) => {
      const best = vendorQuestionWords[question].worse === "lower" ? 100 : 0;
      expect(judge(question, thresholds, best, before)).toBe("dark-green");
    }),
  );
});

test.each(vendorQuestions)("the limits of %s as delivered are such as an operator could set", (question) => {
  expect(checkLimits(question, defaultThresholds[question])).toEqual([]);
});

test.each([
  ["vendor-status", 1],
  ["vendor-product-status", 5],
] as const)("a margin after which nothing could be dark-green again is refused (%s)", (question, margin) => {
  const mistakes = checkLimits(question, { ...defaultThresholds[question], margin });
  expect(mistakes.map(({ severity }) => severity)).toEqual(["margin"]);
});
