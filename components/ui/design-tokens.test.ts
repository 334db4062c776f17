import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { severities } from "#lib/contract/severity.ts";
import {
  type ColourVision,
  colourDistance,
  colourVisionMatrices,
  contrast,
  linearLight,
  type Rgb,
  seenBy,
} from "./colour-vision.ts";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const written = [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const themes = ["paper", "graphite"] as const;
type Theme = (typeof themes)[number];
const tokens: Record<Theme, Map<string, Rgb>> = {
  paper: new Map(written.map(([, name = "", light = ""]) => [name, linearLight(light)])),
  graphite: new Map(written.map(([, name = "", , dark = ""]) => [name, linearLight(dark)])),
};

function colour(theme: Theme, name: string): Rgb {
  const found = tokens[theme].get(name);
  if (!found) throw new Error(`globals.css has no --color-${name}`);
  return found;
}

const surfaces = ["ground", "panel", "well"];
const texts = ["ink", "muted", "cobalt", "cobalt-deep", "violet", ...severities];
const onSolids: [text: string, solid: string][] = [
  ["cobalt-on", "cobalt"],
  ["cobalt-on", "cobalt-deep"],
  ["violet-on", "violet"],
  ["cobalt", "cobalt-wash"],
  ["ink", "cobalt-wash"],
  ["ink", "chosen"],
  ...severities.map((severity) => [`${severity}-on`, `${severity}-solid`] as [string, string]),
];

describe.each(themes)("on %s", (theme) => {
  test.each(texts)("%s reads on every surface", (text) => {
    const ratios = surfaces.map((surface) => contrast(colour(theme, text), colour(theme, surface)));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(onSolids)("%s reads on %s", (text, solid) => {
    expect(contrast(colour(theme, text), colour(theme, solid))).toBeGreaterThanOrEqual(4.5);
  });

  test("the chosen entry of a list stands out from the page under it, on graphite by being lighter", () => {
    const [chosen, ground] = [colour(theme, "chosen"), colour(theme, "ground")];
    expect(contrast(chosen, ground)).toBeGreaterThan(1.15);
    if (theme === "graphite")
      expect(contrast(chosen, [0, 0, 0])).toBeGreaterThan(contrast(ground, [0, 0, 0]));
  });

  test("the edge of a control stands out from every surface", () => {
    const ratios = surfaces.map((surface) => contrast(colour(theme, "edge"), colour(theme, surface)));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
  });

  // A chip shows its fill and, as its line, its text colour: one of the two must differ for every pair.
  // 0.04 is twice what is just noticeable; glyph and word say it again.
  test.each(["full", ...Object.keys(colourVisionMatrices)])(
    "no two severities look alike to %s vision",
    (vision) => {
      const seen = (name: string) =>
        vision === "full" ? colour(theme, name) : seenBy(vision as ColourVision, colour(theme, name));
      const distances = pairs(severities).map(([one, other]) =>
        Math.max(
          colourDistance(seen(one), seen(other)),
          colourDistance(seen(`${one}-solid`), seen(`${other}-solid`)),
        ),
      );
      expect(distances).toHaveLength(21);
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.04);
    },
  );

  test("what was injected and what can be clicked look like no severity", () => {
    const distances = severities.flatMap((severity) =>
      ["violet", "cobalt"].map((own) => colourDistance(colour(theme, own), colour(theme, severity))),
    );
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.1);
  });
});

test("every severity has a text, a solid and an on-solid colour", () => {
  const expected = severities.flatMap((severity) => [severity, `${severity}-solid`, `${severity}-on`]);
  expect([...tokens.paper.keys()]).toEqual(expect.arrayContaining(expected));
});

function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((one, index) => values.slice(index + 1).map((other): [T, T] => [one, other]));
}
