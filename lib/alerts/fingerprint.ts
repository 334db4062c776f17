import type { Finding } from "./types.ts";

/** At most one alert of the same is open. None of the parts but the last can have a slash in it. */
export function fingerprintOf({
  kind,
  rule,
  subject,
  item,
}: Omit<Finding, "severity" | "title" | "detail" | "value">): string {
  return `${kind}/${rule}/${encodeURIComponent(subject)}/${item}`;
}
