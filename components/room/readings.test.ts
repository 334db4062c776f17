import { describe, expect, test } from "vitest";
import { readingGroups, writeBytes, writeCount, writeDuration } from "./readings.ts";

describe("writeBytes", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_500, "1.5 kB"],
    [205_300_000, "205 MB"],
    [1_240_000_000, "1.2 GB"],
  ])("writes %d as %s", (bytes, text) => {
    const { value, unit } = writeBytes(bytes);
    expect(`${value} ${unit}`).toBe(text);
  });
});

describe("writeCount", () => {
  test.each([
    [9_999, "9,999"],
    [21_301, "21.3k"],
    [3_450_000, "3.5M"],
  ])("writes %d as %s", (count, text) => {
    expect(writeCount(count)).toBe(text);
  });
});

describe("writeDuration", () => {
  test.each([
    [0.42, "0.4 ms"],
    [37, "37.0 ms"],
    [312, "312 ms"],
    [1_204, "1.2 s"],
  ])("writes %d ms as %s", (ms, text) => {
    const { value, unit } = writeDuration(ms);
    expect(`${value} ${unit}`).toBe(text);
  });
});

test("a reading of which nothing is known yet is undefined, not zero", () => {
  const all = readingGroups.flatMap(({ readings }) => readings);
  expect(all.map((reading) => reading.pick({}))).toEqual(all.map(() => undefined));
  expect(all.map((reading) => reading.aside?.({}))).toEqual(all.map(() => undefined));
});
