// A link that is opened tomorrow shows what was seen today.
import { isRangeName, rangeLengthMs } from "#lib/contract/range-lengths.ts";

/** `shown` is the range up to now that the page shows, whether its address says so or not. */
export function lastingAddress(href: string, shown: string | undefined, nowMs: number): string {
  if (!isRangeName(shown)) return href;
  const address = new URL(href);
  address.searchParams.delete("range");
  address.searchParams.set("from", new Date(nowMs - rangeLengthMs[shown]).toISOString());
  address.searchParams.set("to", new Date(nowMs).toISOString());
  return address.href;
}
