// Requests that telemetry must not know of: whoever could read when something was broken on purpose need not look for it.
import { names } from "#lib/contract/unrecorded-addresses.ts";
import type { RouteHandler } from "../route-spec.ts";

type EndpointEntry = { handlers: Record<string, RouteHandler> };

/** Told by the target alone, before anything can refuse the request: refusals are off the record too. */
export function createOffTheRecord(endpoints: readonly EndpointEntry[]): (target: string) => boolean {
  const specs = endpoints.flatMap(({ handlers }) => Object.values(handlers).map(({ spec }) => spec));
  const addresses = [
    ...new Set(
      specs.filter(({ offTheRecord }) => offTheRecord).map(({ path }) => path.replace(/\/\{.*$/, "")),
    ),
  ];
  return (target) => names(target, addresses);
}
