import { expect, test } from "vitest";
import { filterTextOf, stateOf, toggled } from "./filter-edit.ts";

test("an address with fields of its own is one text", () => {
  expect(
    filterTextOf({
      q: "declined",
      service: "payment-service",
      level: "warn",
      traceId: "ab",
      requestId: "r:1",
    }),
  ).toBe("service:payment-service level:>=warn trace:ab request:r:1 declined");
  expect(filterTextOf({ level: "critical" })).toBe("level:critical");
  expect(filterTextOf({})).toBe("");
});

const asked = { field: "service", value: "a b", not: false };

test("a click adds, another takes away, the opposite replaces", () => {
  const once = toggled("card", asked);
  expect(once).toBe('card service:"a b"');
  expect(stateOf(once, asked)).toBe("in");
  expect(toggled(once, asked)).toBe("card");
  const opposite = toggled(once, { ...asked, not: true });
  expect(opposite).toBe('card -service:"a b"');
  expect(stateOf(opposite, asked)).toBe("out");
  expect(stateOf("card", asked)).toBeUndefined();
});

test("lines without a field are asked for by its absence", () => {
  const none = { field: "tenant", value: null, not: false };
  expect(toggled("", none)).toBe("-tenant:*");
  expect(stateOf("-tenant:*", none)).toBe("in");
  expect(toggled("-tenant:*", { ...none, not: true })).toBe("tenant:*");
});

test("what is written is left as it is, mistakes included", () => {
  expect(toggled("level:>=warn  x", asked)).toBe('level:>=warn  x service:"a b"');
  expect(toggled('"open', asked)).toBe('"open service:"a b"');
});
