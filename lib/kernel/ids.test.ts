import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newRequestId, takeRequestId } from "./ids.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const character = (allowed: string) => fc.constantFrom(...allowed);
const wellFormed = fc
  .tuple(character(letters), fc.string({ unit: character(`${letters}._:-`), minLength: 7, maxLength: 127 }))
  .map((parts) => parts.join(""));

describe("a request id", () => {
  test("that a caller sends well formed is taken over as it is", () => {
    fc.assert(fc.property(wellFormed, (offered) => takeRequestId(offered) === offered));
  });

  test("is replaced when a character in it could break a header, a log line or a URL", () => {
    const bad = fc.constantFrom(..." \n\r\t\0\"'<>/\\%&?#,;{}[]()é€\u2028");
    fc.assert(
      fc.property(wellFormed, bad, fc.nat(), (good, intruder, at) => {
        const index = at % (good.length + 1);
        const offered = good.slice(0, index) + intruder + good.slice(index);
        const taken = takeRequestId(offered);
        expect(taken).not.toBe(offered);
        expect(taken).not.toContain(intruder);
      }),
    );
  });

  test.each([
    ["missing", undefined],
    ["empty", ""],
    ["so short that two callers may choose the same", "abc1234"],
    ["longer than 128 characters", "a".repeat(129)],
    ["beginning with a dash, like a flag", "-abcdefgh"],
  ])("is made up when the caller's is %s", (_, offered) => {
    expect(takeRequestId(offered)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("made up here is one that the next service takes over", () => {
    const id = newRequestId();
    expect(takeRequestId(id)).toBe(id);
    expect(newRequestId()).not.toBe(id);
  });
});
