import { expect, test } from "vitest";
import { durationText } from "./duration-text.ts";

test.each([
  [0, "0 µs"],
  [0.35, "350 µs"],
  [0.9996, "1.00 ms"],
  [1.234, "1.23 ms"],
  [12.345, "12.3 ms"],
  [99.96, "100 ms"],
  [999.4, "999 ms"],
  [999.6, "1.00 s"],
  [12_345, "12.3 s"],
  [59_999, "60.0 s"],
  [60_000, "1 min 0 s"],
  [119_700, "2 min 0 s"],
])("%d ms is written %s", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
