import { describe, expect, test } from "vitest";
import { lastingAddress } from "./lasting-address.ts";

const now = Date.parse("2026-03-04T12:00:00Z");
const stretch = "from=2026-03-04T11%3A45%3A00.000Z&to=2026-03-04T12%3A00%3A00.000Z";

describe("lastingAddress", () => {
  test("says when, of a page that shows the time up to now", () => {
    expect(lastingAddress("http://a/room/logs?q=x&range=15m#line", "15m", now)).toBe(
      `http://a/room/logs?q=x&${stretch}#line`,
    );
    expect(lastingAddress("http://a/room/logs", "15m", now)).toBe(`http://a/room/logs?${stretch}`);
  });

  test("of any other page is its address", () => {
    const past = `http://a/room/logs?${stretch}`;
    expect(lastingAddress(past, undefined, now)).toBe(past);
    expect(lastingAddress("http://a/shop/merch?range=wide", undefined, now)).toBe(
      "http://a/shop/merch?range=wide",
    );
  });
});
