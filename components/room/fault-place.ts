// Where the page of a broken place is.
import { serviceHref } from "#lib/contract/evidence-links.ts";
import { vendorPrefix } from "#lib/contract/fault.ts";
import { brokenAt, sortOf } from "./fault-draft.ts";

/** Undefined where no service is broken. */
export function serviceOf(target: string): string | undefined {
  const sort = sortOf(target);
  return sort === "service" || sort === "operation" || sort === "edge" ? brokenAt(target) : undefined;
}

/** Undefined for what has no page of its own. */
export function placeHref(target: string): string | undefined {
  const sort = sortOf(target);
  if (sort === "vendors") return "/room/vendors";
  if (sort === "vendor") return `/room/vendors/${encodeURIComponent(target.slice(vendorPrefix.length))}`;
  const service = serviceOf(target);
  return service && serviceHref(service);
}
