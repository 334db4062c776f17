import { type Context, createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LinkedContext } from "./linked-context.ts";

const keys = ["a", "b", "c"].map((name) => createContextKey(`linked-context.${name}`));
const keyAt = (index: number) => keys[index % keys.length] as symbol;

const steps = fc.array(
  fc.record({ key: fc.nat(2), value: fc.option(fc.nat(9), { nil: undefined }), leaves: fc.boolean() }),
);

/** Sets, or takes away, one thing after the other. */
function walk(from: Context, path: { key: number; value: number | undefined; leaves: boolean }[]): Context[] {
  const passed = [from];
  for (const { key, value, leaves } of path) {
    const here = passed[passed.length - 1] as Context;
    passed.push(leaves ? here.deleteValue(keyAt(key)) : here.setValue(keyAt(key), value));
  }
  return passed;
}

test("says at every step what a context of the API would say there", () => {
  fc.assert(
    fc.property(fc.nat(2), steps, (first, path) => {
      const own = walk(new LinkedContext(ROOT_CONTEXT, keyAt(first), "first"), path);
      const usual = walk(ROOT_CONTEXT.setValue(keyAt(first), "first"), path);
      const saidBy = (contexts: Context[]) => contexts.map((one) => keys.map((key) => one.getValue(key)));
      expect(saidBy(own)).toEqual(saidBy(usual));
    }),
  );
});
