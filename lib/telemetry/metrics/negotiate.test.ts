import { expect, it } from "vitest";
import { negotiateFormat } from "./negotiate.ts";

const prometheus3 =
  "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5," +
  "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

it.each([
  [undefined, "prometheus"],
  ["", "prometheus"],
  ["*/*", "prometheus"],
  ["text/plain", "prometheus"],
  ["text/html,application/xhtml+xml,*/*;q=0.8", "prometheus"],
  ["application/openmetrics-text", "openmetrics"],
  ["application/openmetrics-text; version=1.0.0; charset=utf-8", "openmetrics"],
  ['Application/OpenMetrics-Text;version="0.0.1"', "openmetrics"],
  [prometheus3, "openmetrics"],
  ["application/openmetrics-text;q=0.3, text/plain;q=0.5", "prometheus"],
  ["application/openmetrics-text;q=0.5, text/plain;q=0.3", "openmetrics"],
  ["application/openmetrics-text;q=0.5, text/*;q=0.9", "prometheus"],
  ["application/openmetrics-text;q=0.5, text/plain;version=1.0.0;q=0.9", "openmetrics"],
  ["application/openmetrics-text, */*;q=0.1", "openmetrics"],
  ["application/openmetrics-text;q=0", "prometheus"],
  ["application/openmetrics-text;q=nonsense", "prometheus"],
  ["application/openmetrics-text;version=9.9.9", "prometheus"],
  ["application/json", "prometheus"],
  [";;;,,,=", "prometheus"],
] as const)("answers Accept: %s with %s", (accept, format) => {
  expect(negotiateFormat(accept)).toBe(format);
});
