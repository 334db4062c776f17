import { expect, test } from "vitest";
import { withoutStack } from "./without-stack.ts";

test("an error made without a stack says what it is and not where; the next one has its stack again", () => {
  const bare = withoutStack(() => new RangeError("too much"));
  expect(bare.stack).toBe("RangeError: too much");
  expect(new RangeError("too much").stack).toContain("\n    at ");
});

test("whoever fails to make the error takes no stack from the others", () => {
  const failing = () => {
    throw new TypeError("no error today");
  };
  expect(() => withoutStack(failing)).toThrow("no error today");
  expect(new RangeError("too much").stack).toContain("\n    at ");
});
