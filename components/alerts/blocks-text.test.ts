import { expect, test } from "vitest";
import type { Severity } from "#lib/contract/severity.ts";
import { blocksText } from "./blocks-text.ts";

const blocks = (...worst: (Severity | null)[]) =>
  worst.map((one, hour) => ({ at: new Date(Date.UTC(2026, 2, 1, hour)).toISOString(), worst: one }));

test("a day without anything is quiet", () => {
  expect(blocksText(blocks(null, null))).toBe("Quiet all day.");
});

test("how long, how often and how bad", () => {
  expect(blocksText(blocks(null, "red", "cherry", null))).toBe(
    "In the last day open during 2 h; at worst critical.",
  );
  expect(blocksText(blocks("yellow", null, "red", "red"))).toBe(
    "In the last day open during 3 h, 2 times; at worst high.",
  );
});
