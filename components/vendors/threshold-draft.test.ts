import { describe, expect, test } from "vitest";
import { draftOf, isSame, readDraft } from "./threshold-draft.ts";

const limits = { cherry: 0, "red-high": 5, red: 10, yellow: 20, green: 50, "light-green": 80 };
const draft = draftOf({ limits, margin: 2 });
const read = (change: Partial<typeof draft>) => readDraft("discount-stock", { ...draft, ...change });

describe("a draft of limits", () => {
  test("is what the server takes when nothing is wrong with it", () => {
    expect(read({ yellow: "20,5" }).wanted).toEqual({ limits: { ...limits, yellow: 20.5 }, margin: 2 });
  });

  test.each([
    ["yellow", ""],
    ["yellow", "soon"],
    ["margin", "-1"],
    ["light-green", "101"],
  ] as const)("says at %s what is wrong with %j", (field, text) => {
    const { mistakes, wanted } = read({ [field]: text });
    expect(mistakes).toEqual({ [field]: "A number from 0 to 100" });
    expect(wanted).toBeUndefined();
  });

  test("says at the field whose limit is not better than the one before it", () => {
    expect(Object.keys(read({ red: "4" }).mistakes)).toEqual(["red"]);
  });

  test("is the same when a number is only written otherwise", () => {
    expect(isSame(draft, { ...draft, red: "10.0" })).toBe(true);
    expect(isSame(draft, { ...draft, red: "11" })).toBe(false);
  });
});
