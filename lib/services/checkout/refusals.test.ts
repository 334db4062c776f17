import { describe, expect, test } from "vitest";
import { isRefusal } from "./refusals.ts";

describe("what may be the last word under a key", () => {
  test.each([
    [402, "card_declined"],
    [404, "order_unknown"],
    [409, "out_of_stock"],
    [422, "currencies_mixed"],
  ])("is what a service says of the purchase: %i %s", (status, code) => {
    expect(isRefusal({ status, body: { code, message: "no" } })).toBe(true);
  });

  test.each([
    ["a place that is not there", 404, { code: "not_found", message: "order-service has no operation buy." }],
    ["another MESH_TOKEN", 403, { code: "forbidden", detail: "MESH_TOKEN is asked for." }],
    ["another host", 421, { code: "misdirected_request", detail: "Unknown host" }],
    ["another version of the contract", 422, { code: "validation_failed", message: "buy: lines: not valid" }],
    ["a session that another process signed", 401, { code: "session_expired", message: "expired" }],
    ["a proxy's own page", 404, undefined],
    ["a caller that was cut off", 499, { code: "client_closed_request" }],
    ["a failure", 503, { code: "overloaded", message: "no room" }],
    ["a good answer", 200, { code: "out_of_stock" }],
  ])("is not what %s makes of it: %i", (_what, status, body) => {
    expect(isRefusal({ status, body })).toBe(false);
  });
});
