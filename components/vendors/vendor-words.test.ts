import { expect, test } from "vitest";
import { sparkWords, vendorHref, writeMinutes, writePercent } from "./vendor-words.ts";

test.each([
  [0, "0 %"],
  [0.4, "<1 %"],
  [12.6, "13 %"],
  [99.6, ">99 %"],
  [100, "100 %"],
])("%d percent is %s: little is not nothing, and nearly all is not all", (percent, text) => {
  expect(writePercent(percent)).toBe(text);
});

test.each([
  [0.2, "0 min"],
  [45, "45 min"],
  [60, "1 h"],
  [125, "2 h 5 min"],
  [1_440, "1 d"],
  [4_600, "3 d 4 h"],
])("%d minutes are %s", (minutes, text) => {
  expect(writeMinutes(minutes)).toBe(text);
});

test("a sparkline is told in words, with its gaps left out", () => {
  expect(sparkWords([null, 90, null, 40, 60])).toBe(
    "Products available lately: 90 % at first, 60 % now, between 40 % and 90 %",
  );
  expect(sparkWords([null])).toBe("No history of its products yet");
});

test("a code of another alphabet is part of the address, not its structure", () => {
  expect(vendorHref("A/1?")).toBe("/room/vendors/A%2F1%3F");
});
