// Traces for tests, written as spans that name their caller by its id.
import fc from "fast-check";
import { type OutlineSpan, writeOutline } from "#lib/contract/trace-outline.ts";
import { readTree, type SpanTree } from "../span-tree.ts";

export type Drawn = {
  id: string;
  below?: string;
  fromUs?: number;
  us?: number;
  failed?: boolean;
  service?: string;
  name?: string;
};

export function treeOf(drawn: readonly Drawn[], durationUs?: number): SpanTree {
  const places = new Map(drawn.map(({ id }, at) => [id, at]));
  const spans = drawn.map(
    ({ id, below, fromUs = 0, us = 10, failed = false, service = "orders", name = id }): OutlineSpan => ({
      spanId: id,
      parent: places.get(below ?? "") ?? -1,
      orphan: below !== undefined && !places.has(below),
      service,
      name,
      kind: "server",
      failed,
      startUs: fromUs,
      durationUs: us,
    }),
  );
  const endUs = Math.max(0, ...spans.map((span) => span.startUs + span.durationUs));
  return readTree(
    writeOutline(
      {
        traceId: "0".repeat(32),
        startUs: 1_767_571_200_000_000,
        durationUs: durationUs ?? endUs,
        cut: false,
      },
      spans,
    ),
  );
}

/** Any trace, also ones whose clocks disagree, whose callers are missing or call each other. */
export const anyTree = fc
  .array(
    fc.record({
      below: fc.integer({ min: -3, max: 30 }),
      fromUs: fc.integer({ min: 0, max: 100 }),
      us: fc.integer({ min: 0, max: 100 }),
      failed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((drawn) =>
    treeOf(
      drawn.map(({ below, ...same }, at) => ({
        ...same,
        id: `s${at}`,
        ...(below >= 0 ? { below: `s${below}` } : {}),
      })),
    ),
  );
