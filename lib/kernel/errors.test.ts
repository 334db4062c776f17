import { describe, expect, test } from "vitest";
import { AppError, asAppError, errorCodes } from "./errors.ts";

describe("an error of the domain", () => {
  test("carries its code, text, fields, headers and cause", () => {
    const cause = new Error("disk");
    const fields = [{ path: "body.sku", message: "unknown" }];
    const error = new AppError("conflict", "Taken.", { fields, headers: { "retry-after": "1" }, cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "AppError", code: "conflict", message: "Taken.", fields, cause });
    expect(error.headers).toEqual({ "retry-after": "1" });
  });

  test.each(errorCodes)("with the code %s is recognised", (code) => {
    const error = new AppError(code, "text");
    expect(asAppError(error)).toBe(error);
  });

  test("is recognised when another copy of this module made it", async () => {
    const copyUrl = "./errors.ts?copy";
    const copy: typeof import("./errors.ts") = await import(/* @vite-ignore */ copyUrl);
    const error = new copy.AppError("not_found", "No such order.");
    expect(error).not.toBeInstanceOf(AppError);
    expect(asAppError(error)).toBe(error);
  });
});

test.each([
  ["a driver's error", Object.assign(new Error("refused"), { code: "ECONNREFUSED" })],
  ["an error whose code only looks like ours", Object.assign(new Error("x"), { code: "conflict" })],
  ["an HTTP client's error with headers", Object.assign(new Error("x"), { code: "ETIMEDOUT", headers: {} })],
  ["a plain error", new Error("x")],
  ["a string", "internal"],
  ["null", null],
  ["undefined", undefined],
])("%s is not taken for an error of the domain", (_, thrown) => {
  expect(asAppError(thrown)).toBeUndefined();
});
