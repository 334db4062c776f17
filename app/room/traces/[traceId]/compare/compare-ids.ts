// `/room/traces/a...b`: the address of a comparison.
import { TraceId } from "#lib/contract/trace-id.ts";

/** In place of the first id: the server looks for a request of the same kind that nothing failed in. */
export const anyUnbroken = "unbroken";
const between = "...";

export type Compared = { a: string; b: string };

export function isComparison(address: string): boolean {
  return address.includes(between);
}

/** Undefined unless there are two ids, the first of which may be left to the server. */
export function readComparison(address: string): Compared | undefined {
  const [a = "", b = "", ...others] = address.split(between);
  const fits = TraceId.safeParse(b).success && (a === anyUnbroken || TraceId.safeParse(a).success);
  return fits && others.length === 0 ? { a, b } : undefined;
}

export function comparisonHref({ a, b }: Compared): string {
  return `/room/traces/${a}${between}${b}`;
}
