import { expect, test } from "vitest";
import { type Measure, valueText } from "./value-text.ts";

const number: Measure = { unit: "number", perSecond: false };

test.each<[number | null, Measure, string]>([
  [0.0421, { unit: "seconds", perSecond: false }, "42.1 ms"],
  [0, { unit: "seconds", perSecond: false }, "0 s"],
  [1536, { unit: "bytes", perSecond: false }, "1.5 KiB"],
  [163_577_856, { unit: "bytes", perSecond: false }, "156 MiB"],
  [3.2, { unit: "number", perSecond: true }, "3.2/s"],
  [0.05, { unit: "number", perSecond: true }, "0.05/s"],
  [0, { unit: "number", perSecond: true }, "0/s"],
  [12_345, number, "12.3 k"],
  [999.96, number, "1 k"],
  [2, number, "2"],
  [-3, number, "−3"],
  [0.25, { unit: "ratio", perSecond: false }, "25 %"],
  [null, number, "–"],
])("%s as %o is %s", (value, measure, text) => expect(valueText(value, measure)).toBe(text));
