import { expect, test } from "vitest";
import { FaultKindInfo, faultKinds } from "#lib/contract/fault.ts";
import { faultCatalogue } from "./kinds.ts";

test.each(faultKinds)("%s is described under its own name, in whole sentences", (kind) => {
  const info = faultCatalogue[kind];
  expect(FaultKindInfo.parse(info)).toEqual(info);
  expect(info.kind).toBe(kind);
  expect(info.does).toMatch(/^[A-Z].*\.$/);
  expect(info.targets.length).toBeGreaterThan(0);
});

test.each(faultKinds)(
  "the parameters of %s have defaults that they allow, and names of their own",
  (kind) => {
    const { parameters } = faultCatalogue[kind];
    for (const { min, max, default: usual, whole } of parameters) {
      expect(usual).toBeGreaterThanOrEqual(min);
      expect(usual).toBeLessThanOrEqual(max);
      if (whole) expect([min, max, usual].every(Number.isInteger)).toBe(true);
    }
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
  },
);
