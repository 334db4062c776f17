import { expect, test } from "vitest";
import { aMinuteAgo, earlier, later } from "./past-steps.ts";

const at = "2026-01-05T14:32:10.000Z";

test("a step is a minute, so that no moment is left out and none is seen twice", () => {
  expect(earlier({ at, oldest: "2026-01-05T12:00:00.000Z" })).toBe("2026-01-05T14:31:10.000Z");
  expect(later({ at }, Date.parse("2026-01-05T15:00:00.000Z"))).toBe("2026-01-05T14:33:10.000Z");
  expect(aMinuteAgo(Date.parse(at))).toBe("2026-01-05T14:31:10.000Z");
});

test("back it goes to what is oldest, and no further", () => {
  const oldest = "2026-01-05T14:32:00.000Z";
  expect(earlier({ at, oldest })).toBe(oldest);
  expect(earlier({ at: oldest, oldest })).toBeUndefined();
  expect(earlier({ at, oldest: null })).toBeUndefined();
});

test("forward it goes to now, and no further", () => {
  expect(later({ at }, Date.parse("2026-01-05T14:33:10.001Z"))).toBe("2026-01-05T14:33:10.000Z");
  expect(later({ at }, Date.parse("2026-01-05T14:33:10.000Z"))).toBe("now");
});
