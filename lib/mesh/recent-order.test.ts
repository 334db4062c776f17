import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRecentOrder } from "./recent-order.ts";

describe("the order of what was touched", () => {
  test("is that of the last touches, the newest first", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 })), (touches) => {
        const order = createRecentOrder<number>();
        for (const item of touches) order.touch(item);
        expect([...order.newestFirst()]).toEqual([...new Set(touches.toReversed())]);
      }),
    );
  });
});
