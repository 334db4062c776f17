import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attributes } from "../types.ts";
import { allowAttributes, clip, maxAttributes, maxKeyLength, maxValueLength } from "./attributes.ts";

describe("allowAttributes", () => {
  it("keeps texts, numbers, booleans and null", () => {
    const kept = allowAttributes({ text: "a", number: 1.5, flag: false, nothing: null });
    expect({ ...kept }).toEqual({ text: "a", number: 1.5, flag: false, nothing: null });
  });

  it("never looks inside an object, whatever its keys are called", () => {
    const careless = {
      user: { password: "hunter2" },
      list: ["hunter2"],
      when: new Date(),
      id: 1n,
      f: () => "hunter2",
    };
    expect({ ...allowAttributes(careless as unknown as Attributes) }).toEqual({});
  });

  it("writes numbers that JSON has no word for as text", () => {
    expect({ ...allowAttributes({ ratio: Number.NaN, limit: Number.POSITIVE_INFINITY }) }).toEqual({
      ratio: "NaN",
      limit: "Infinity",
    });
  });

  it("treats a key like __proto__ as a key", () => {
    const kept = allowAttributes(JSON.parse('{"__proto__": "text"}'));
    expect(Object.entries(kept)).toEqual([["__proto__", "text"]]);
  });

  it("keeps the first thirty-two, not counting what it may not keep", () => {
    const numbered = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`key${index}`, index]));
    const kept = Object.keys(allowAttributes({ object: {}, ...numbered } as unknown as Attributes));
    expect(kept).toEqual(Array.from({ length: 32 }, (_, index) => `key${index}`));
  });

  it("stays within its limits for any input", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 300 }), fc.anything(), { maxKeys: 60 }), (offered) => {
        const kept = Object.entries(allowAttributes(offered as Attributes));
        expect(kept.length).toBeLessThanOrEqual(maxAttributes);
        for (const [key, value] of kept) {
          expect(key.length).toBeLessThanOrEqual(maxKeyLength);
          expect(value === null || ["string", "number", "boolean"].includes(typeof value)).toBe(true);
        }
      }),
    );
  });
});

describe("clip", () => {
  it("marks where a long text was cut", () => {
    const cut = clip("x".repeat(maxValueLength + 1), maxValueLength);
    expect(cut).toHaveLength(maxValueLength);
    expect(cut.endsWith("x…")).toBe(true);
  });

  it("never leaves half a character behind", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
        expect(clip(text, limit).isWellFormed()).toBe(true);
      }),
    );
  });
});
