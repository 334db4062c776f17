import { parseAccept, qualityOfNamed, qualityOfPlainText } from "#lib/kernel/accept.ts";

/** Of an address that scrapers read as text: JSON must be named, be liked no less than text, and more than OpenMetrics. */
export function prefersJson(accept: string | undefined): boolean {
  const ranges = parseAccept(accept);
  const json = qualityOfNamed(ranges, "application/json");
  return (
    json > 0 &&
    json >= qualityOfPlainText(ranges, "0.0.4") &&
    json > qualityOfNamed(ranges, "application/openmetrics-text")
  );
}
