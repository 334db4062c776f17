import { expect, it } from "vitest";
import { prefersJson } from "./prefers-json.ts";

it.each([
  [undefined, false],
  ["", false],
  ["*/*", false],
  ["application/*", false],
  ["text/plain", false],
  ["text/html,application/xhtml+xml,*/*;q=0.8", false],
  ["application/json", true],
  ["Application/JSON; charset=utf-8", true],
  ["application/json, text/plain, */*", true],
  ["application/json;q=0.5, */*;q=0.8", false],
  ["application/json;q=0.9, text/plain;q=0.8", true],
  ["application/json;q=0.7, text/*;q=0.8, */*;q=0.1", false],
  ["application/json;q=0", false],
  ["application/json;q=nonsense", false],
  ["application/openmetrics-text;q=0.6, application/json;q=0.6", false],
  ["application/openmetrics-text;q=0.5, application/json;q=0.6", true],
  ["application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", false],
] as const)("Accept: %s asks for JSON: %s", (accept, expected) => {
  expect(prefersJson(accept)).toBe(expected);
});
