import { expect, test } from "vitest";
import { rangeText } from "./range-text.ts";

const at = (iso: string) => Date.parse(iso);

test.each([
  ["2026-03-04T10:00:00Z", "2026-03-04T10:15:30Z", "2026-03-04 10:00:00 – 10:15:30 UTC"],
  ["2026-03-03T23:50:00Z", "2026-03-04T00:05:00Z", "2026-03-03 23:50:00 – 2026-03-04 00:05:00 UTC"],
])("%s to %s is written %j", (from, to, text) => {
  expect(rangeText({ fromMs: at(from), toMs: at(to) }, "utc")).toBe(text);
});

test("an open end is said", () => {
  expect(rangeText({ fromMs: at("2026-03-04T10:00:00Z"), toMs: undefined }, "utc")).toBe(
    "since 2026-03-04 10:00:00 UTC",
  );
  expect(rangeText({ fromMs: undefined, toMs: at("2026-03-04T10:00:00Z") }, "utc")).toBe(
    "until 2026-03-04 10:00:00 UTC",
  );
});
