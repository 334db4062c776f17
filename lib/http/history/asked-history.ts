import type { Runtime } from "#lib/runtime/type.ts";
import type { History } from "#lib/telemetry/types.ts";
import type { RouteRequest } from "../route-spec.ts";

/** A route has the request at hand; a page has none. */
export type Asking = Pick<Runtime, "telemetry"> & { readonly request?: Pick<RouteRequest, "signal"> };

/** What is kept, for as long as whoever asks is there. */
export function askedHistory({ telemetry, request }: Asking): Omit<History, "until"> {
  return request ? telemetry.history.until(request.signal) : telemetry.history;
}
