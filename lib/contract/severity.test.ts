import { expect, test } from "vitest";
import { severities, severityWords } from "./severity.ts";

test("the seven severities each have a word of their own and a meaning", () => {
  expect(severities.length).toBe(7);
  expect(new Set(severities.map((one) => severityWords[one].word)).size).toBe(7);
  for (const severity of severities) expect(severityWords[severity].meaning).toMatch(/\.$/);
});

test("cherry is the worst and dark green the best", () => {
  expect(severities[0]).toBe("cherry");
  expect(severities.at(-1)).toBe("dark-green");
});
