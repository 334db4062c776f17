import { expect, test } from "vitest";
import { logFields } from "#lib/contract/filter/fields.ts";
import * as value from "./toggle-value.ts";

const toggled = (text: string, asked: value.FieldValue) => value.toggled(text, asked, logFields);
const stateOf = (text: string, asked: value.FieldValue) => value.stateOf(text, asked, logFields);

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

test("another value of the same field joins, and leaves alone", () => {
  const other = { field: "service", value: "db", not: false };
  const both = toggled(toggled("card", asked), other);
  expect(both).toBe('card service:"a b",db');
  expect([stateOf(both, asked), stateOf(both, other)]).toEqual(["in", "in"]);
  expect(toggled(both, asked)).toBe("card service:db");
  expect(toggled(both, { ...other, not: true })).toBe('card service:"a b" -service:db');
  expect(toggled("level:>=error", { field: "level", value: "warn", not: false })).toBe(
    "level:error,critical,warn",
  );
});
