import type { ExpositionFormat } from "./exposition.ts";

type Range = { type: string; version: string | undefined; quality: number };

/** Which text a scraper gets. Prometheus' own is the default; OpenMetrics must be named, and not be liked less. */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  if (!accept) return "prometheus";
  const ranges = accept.split(",").map(parseRange);
  const named = ranges.filter(
    ({ type, version }) =>
      type === "application/openmetrics-text" &&
      (version === undefined || version === "1.0.0" || version === "0.0.1"),
  );
  const open = Math.max(0, ...named.map(({ quality }) => quality));
  return open > 0 && open >= plainQuality(ranges) ? "openmetrics" : "prometheus";
}

/** The most specific range that covers the default text decides how much it is liked. */
function plainQuality(ranges: readonly Range[]): number {
  for (const type of ["text/plain", "text/*", "*/*"]) {
    const matching = ranges.filter(
      (range) => range.type === type && (range.version === undefined || range.version === "0.0.4"),
    );
    if (matching.length > 0) return Math.max(...matching.map(({ quality }) => quality));
  }
  return 0;
}

function parseRange(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const values = new Map(parameters.map((parameter) => splitParameter(parameter)));
  const quality = Number(values.get("q") ?? 1);
  return {
    type,
    version: values.get("version"),
    quality: Number.isFinite(quality) ? Math.min(1, quality) : 0,
  };
}

function splitParameter(parameter: string): [string, string] {
  const equals = parameter.indexOf("=");
  if (equals < 0) return [parameter, ""];
  return [
    parameter.slice(0, equals).trim(),
    parameter
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, "$1"),
  ];
}
