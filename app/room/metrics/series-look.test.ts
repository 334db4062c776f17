import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { colourDistance, contrast, linearLight } from "#components/ui/colour-vision.ts";
import { severities } from "#lib/contract/severity.ts";
import { lookOf, seriesColours } from "./series-look.ts";

const css = readFileSync(new URL("../../globals.css", import.meta.url), "utf8");

describe.each([
  ["paper", 1],
  ["graphite", 2],
])("lines on %s", (_, column) => {
  const colour = (name: string) => {
    const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(css);
    return linearLight(found?.[column] ?? `${name} is missing`);
  };
  const lines = seriesColours.map((name) => colour(`series-${name}`));

  test("stand out from what is under them", () => {
    const ratios = lines.flatMap((line) => [
      contrast(line, colour("color-panel")),
      contrast(line, colour("color-ground")),
    ]);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
  });

  test("are taken neither for a severity, nor for a fault, nor for a link", () => {
    const others = ["cobalt", "violet", ...severities].map((name) => colour(`color-${name}`));
    const distances = lines.flatMap((line) => others.map((other) => colourDistance(line, other)));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.04);
  });

  test("beside each other are told apart", () => {
    const distances = lines.slice(1).map((line, before) => colourDistance(line, lines[before] ?? line));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.065);
  });
});

test("a line whose colour comes again has other dashes", () => {
  const looks = Array.from({ length: 24 }, (_, at) => JSON.stringify(lookOf(at)));
  expect(new Set(looks).size).toBe(24);
});
