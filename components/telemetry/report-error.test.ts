import { describe, expect, test } from "vitest";
import { BrowserError } from "#lib/contract/browser-error.ts";
import { describeError } from "./report-error.ts";

describe("describeError", () => {
  test("takes message, digest and stack of an error", () => {
    const error = Object.assign(new Error("no"), { digest: "42" });
    expect(describeError(error)).toMatchObject({
      message: "no",
      digest: "42",
      stack: expect.stringContaining("no"),
    });
  });

  test.each([
    ["a very long message", new Error("x".repeat(9_999))],
    ["an error without words", new Error("")],
    ["undefined", undefined],
    ["an empty text", ""],
    ["a digest that is no text", Object.assign(new Error("a"), { digest: 7 })],
  ])("makes of %s a report that the server takes", (_, thrown) => {
    expect(BrowserError.safeParse({ ...describeError(thrown), page: "/" }).success).toBe(true);
  });
});
