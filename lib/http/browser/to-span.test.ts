import { describe, expect, test } from "vitest";
import type { BrowserSpan } from "#lib/contract/browser-report.ts";
import { createPathTable } from "../path-pattern.ts";
import { clockShift } from "./clock-shift.ts";
import { toSpan } from "./to-span.ts";

const table = createPathTable([
  ["/shop/{tenant}", true],
  ["/api/cart/items", true],
]);
const ids = { traceId: "a".repeat(32), spanId: "b".repeat(16), parentSpanId: "c".repeat(16) };
const timed = { ...ids, startMs: 1_000_250.5, durationMs: 20.25, page: "/shop/merch" };
const spanOf = (span: BrowserSpan, shiftMs = 0) => toSpan(span, shiftMs, table.find);
const request = { ...timed, what: "request", method: "POST", path: "/api/cart/items" } as const;

describe("a span of a browser", () => {
  test("has the browser as its service, and its place in the trace and in time", () => {
    expect(spanOf({ ...timed, what: "click", target: "add to cart" }, 1_000)).toMatchObject({
      ...ids,
      service: "browser",
      name: "click add to cart",
      kind: "internal",
      start: [1_001, 250_500_000],
      end: [1_001, 270_750_000],
      attributes: { "browser.page": "/shop/{tenant}", tenant_id: "merch" },
    });
  });

  test("of a request is a client's, and failed when the server did or did not answer", () => {
    expect(spanOf({ ...request, status: 200 })).toMatchObject({
      name: "POST /api/cart/items",
      kind: "client",
      status: "unset",
      attributes: { "http.response.status_code": 200, "url.path": "/api/cart/items" },
    });
    expect(spanOf({ ...request, status: 500 })).toMatchObject({
      status: "error",
      attributes: { "error.type": "500" },
    });
    expect(spanOf({ ...request, status: null })).toMatchObject({
      status: "error",
      statusMessage: "no answer",
    });
    expect(spanOf({ ...request, status: 404 }).status).toBe("unset");
  });

  test("is named by what is known, however many addresses a browser makes up", () => {
    const lost = { ...timed, page: "/somewhere/4711" };
    expect(spanOf({ ...lost, what: "page_load" }).name).toBe("load other");
    expect(spanOf({ ...lost, what: "navigation" }).name).toBe("navigate other");
    expect(spanOf({ ...request, path: "/x/4711", status: 200 }).name).toBe("POST other");
  });
});

describe("the clock of a browser", () => {
  test.each([
    [0, 0],
    [900, 0],
    [-100, 0],
    [1_500, 1_500],
    [-7_200_000, -7_200_000],
  ])("is %d ms behind when the report comes, and is put right by %d", (behindMs, shiftMs) => {
    expect(clockShift(5_000_000, 5_000_000 + behindMs)).toBe(shiftMs);
  });
});
