import { describe, expect, test } from "vitest";
import { z } from "zod/mini";
import { defineRoute } from "../define-route.ts";
import type { Method } from "../route-spec.ts";
import { createOffTheRecord } from "./off-the-record.ts";

const route = (method: Method, path: string, offTheRecord: boolean) =>
  defineRoute({
    method,
    path,
    summary: "x",
    tag: "x",
    offTheRecord,
    replies: { 200: z.string() },
    run: () => "",
  });

const isOffTheRecord = createOffTheRecord([
  { handlers: { GET: route("GET", "/things", false) } },
  { handlers: { GET: route("GET", "/secrets", false), POST: route("POST", "/secrets", true) } },
  { handlers: { DELETE: route("DELETE", "/drawers/{id}/locks", true) } },
]);

describe("off the record is", () => {
  test.each([
    "/secrets",
    "/secrets?why=none",
    "/secrets/",
    "/Secrets",
    "//secrets",
    "/secrets/a/b",
    "/secrets/%zz",
    "/%73ecrets",
    "/%zz/%73ecrets",
    "/%2573ecrets",
    "%2F%53ECRETS?why=none",
    "/%E2%82/secrets",
    "http://elsewhere/secrets",
    "/drawers/7/locks",
    "/drawers//7",
    "/drawers",
  ])("%s", (target) => {
    expect(isOffTheRecord(target)).toBe(true);
  });
});

describe("on the record stays", () => {
  test.each(["/", "/things", "/things?about=/secrets", "/secre", "/%zz", "*", ""])("%j", (target) => {
    expect(isOffTheRecord(target)).toBe(false);
  });
});
