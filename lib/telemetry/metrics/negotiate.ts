import { parseAccept, qualityOfNamed, qualityOfPlainText } from "#lib/kernel/accept.ts";
import type { ExpositionFormat } from "./exposition.ts";

/** Which text a scraper gets. Prometheus' own is the default; OpenMetrics must be named, and not be liked less. */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  const ranges = parseAccept(accept);
  const known = ranges.filter(
    ({ version }) => version === undefined || version === "1.0.0" || version === "0.0.1",
  );
  const open = qualityOfNamed(known, "application/openmetrics-text");
  return open > 0 && open >= qualityOfPlainText(ranges, "0.0.4") ? "openmetrics" : "prometheus";
}
