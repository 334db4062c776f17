import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { exceptionAttributes } from "./exception-attributes.ts";

test("an error is told by its type, its text and where it comes from", () => {
  const error = new TypeError("not a function");
  expect(exceptionAttributes(error)).toEqual({
    "exception.type": "TypeError",
    "exception.message": "not a function",
    "exception.stacktrace": error.stack,
  });
});

test("what is no error is told as well", () => {
  expect(exceptionAttributes("gone")).toEqual({ "exception.type": "string", "exception.message": "gone" });
});

test("a failed query is told by the database's reason, without its parameters", () => {
  const error = new DrizzleQueryError("select $1", ["secret-visitor"], new Error("deadlock detected"));
  expect(error.message).toContain("secret-visitor");
  const attributes = exceptionAttributes(error);
  expect(attributes["exception.message"]).toBe("deadlock detected");
  expect(JSON.stringify(attributes)).not.toContain("secret-visitor");
});
