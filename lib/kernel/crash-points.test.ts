import { expect, test } from "vitest";
import { passUntil } from "./crash-points.ts";

test("the end comes at the nth pass of the named point, once, and at no other", () => {
  let ended = 0;
  const pass = passUntil({ point: "after-commit", nth: 3 }, () => {
    ended += 1;
  });
  const after: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    pass("before-commit");
    pass("after-commit");
    after.push(ended);
  }
  expect(after).toEqual([0, 0, 1, 1, 1]);
});
