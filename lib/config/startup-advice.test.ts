import { describe, expect, test } from "vitest";
import { AppError } from "#lib/kernel/errors.ts";
import { startupAdvice } from "./startup-advice.ts";

const systemError = (code: string) => Object.assign(new Error(`${code}: it did not work`), { code });

describe("what a failed start says", () => {
  test.each([
    ["EADDRINUSE", "PORT=3001"],
    ["EACCES", "above 1023"],
    ["EADDRNOTAVAIL", "HOST"],
    ["ENOTFOUND", "HOST"],
    ["ENOSPC", "DATA_DIR"],
    ["EROFS", "DATA_DIR"],
    ["ECONNREFUSED", "DATABASE_URL"],
  ])("on %s is one line that says what to do", (code, next) => {
    const advice = startupAdvice(systemError(code));
    expect(advice).toContain(next);
    expect(advice).not.toContain("\n");
  });

  test("on an error of our own is that error's text", () => {
    expect(startupAdvice(new AppError("validation_failed", "PORT must be a number."))).toBe(
      "Faultmart cannot start. PORT must be a number.",
    );
  });

  test("on what nobody could know shows where it happened", () => {
    expect(startupAdvice(new TypeError("x is not a function"))).toContain("startup-advice.test.ts");
    expect(startupAdvice("a thrown string")).toContain("a thrown string");
  });
});
