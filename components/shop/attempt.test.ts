import { expect, test } from "vitest";
import { forgetAttempt, makeKey, noteSending, readAttempt } from "./attempt.ts";

function shelf(kept: Record<string, string> = {}) {
  const map = new Map(Object.entries(kept));
  return {
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, value: string) => void map.set(name, value),
    removeItem: (name: string) => void map.delete(name),
  };
}

test("what is sent again is the same attempt, counted", () => {
  const kept = shelf();
  const first = noteSending(kept, "checkout", makeKey);
  expect(first.tries).toBe(1);
  expect(noteSending(kept, "checkout", makeKey)).toEqual({ key: first.key, tries: 2 });
  expect(readAttempt(kept, "checkout")).toEqual({ key: first.key, tries: 2 });
});

test("after a final answer there is another key", () => {
  const kept = shelf();
  const { key } = noteSending(kept, "checkout", makeKey);
  forgetAttempt(kept, "checkout");
  expect(noteSending(kept, "checkout", makeKey)).toMatchObject({ tries: 1 });
  expect(readAttempt(kept, "checkout")?.key).not.toBe(key);
});

test("each purpose has an attempt of its own", () => {
  const kept = shelf();
  expect(noteSending(kept, "one", makeKey).key).not.toBe(noteSending(kept, "other", makeKey).key);
});

test.each(["not json", "3", '{"key":"x","tries":1}', '{"key":"abcdefgh"}'])("%s is no attempt", (text) => {
  expect(readAttempt(shelf({ "faultmart.attempt.checkout": text }), "checkout")).toBeUndefined();
});

test("a browser that keeps nothing can still buy", () => {
  const full = {
    ...shelf(),
    setItem: () => {
      throw new Error("quota exceeded");
    },
  };
  expect(noteSending(full, "checkout", () => "a-key-of-its-own")).toEqual({
    key: "a-key-of-its-own",
    tries: 1,
  });
});
