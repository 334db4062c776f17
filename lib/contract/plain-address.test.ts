import { describe, expect, test } from "vitest";
import { BrowserError } from "./browser-error.ts";
import { plainAddress, withPlainAddresses } from "./plain-address.ts";

describe("an address that a browser reports", () => {
  test.each([
    ["https://shop.example.com/room?token=secret", "https://shop.example.com/room"],
    ["https://shop.example.com:8443/room#secret", "https://shop.example.com:8443/room"],
    ["https://anna:secret@shop.example.com/", "https://shop.example.com/"],
    ["wss://shop.example.com/ws?token=secret", "wss://shop.example.com/ws"],
    ["/room?token=secret#secret", "/room"],
    ["data:text/html,secret", "data"],
    ["blob:https://shop.example.com/secret", "blob"],
    ["inline", "inline"],
    ["", ""],
  ])("%j is kept as %j", (address, kept) => {
    expect(plainAddress(address)).toBe(kept);
  });
});

describe("a text with addresses in it", () => {
  test("keeps the places a stack names, without the queries", () => {
    const stack = [
      "TypeError: x is not a function",
      "    at pay (https://shop.example.com/cart?token=secret:12:7)",
      "    at https://shop.example.com/_next/a.js:1:2",
      "go@https://shop.example.com/cart#secret:3:4",
    ].join("\n");
    expect(withPlainAddresses(stack)).toBe(
      [
        "TypeError: x is not a function",
        "    at pay (https://shop.example.com/cart:12:7)",
        "    at https://shop.example.com/_next/a.js:1:2",
        "go@https://shop.example.com/cart:3:4",
      ].join("\n"),
    );
  });

  test.each([
    "https://x.example/?".repeat(400),
    `https://x.example/?${":1".repeat(4_000)}`,
    ":".repeat(8_000),
  ])("is read in a moment however it is made", (text) => {
    const started = performance.now();
    withPlainAddresses(text);
    expect(performance.now() - started).toBeLessThan(100);
  });

  test("reaches the log neither whole nor with queries when it is a report", () => {
    const address = "https://shop.example.com/?token=secret";
    const long = `${address} ${"x".repeat(1_900)}`;
    const report = BrowserError.parse({ message: long, page: "/room?token=secret", stack: long.repeat(4) });
    expect(JSON.stringify(report)).not.toContain("secret");
    expect(report.page).toBe("/room");
    expect(report.message).toHaveLength(1_000);
    expect(report.stack).toHaveLength(4_000);
  });
});
