// Requests of this page to its own server are followed where they began with a click. Whatever goes wrong here, the
// request is sent as it was meant.
import type { Interactions } from "./interactions.ts";

type Host = { fetch: typeof fetch; location: { href: string; origin: string } };

/** Returns what puts the browser's own back. */
export function traceFetch(host: Host, follow: Interactions["follow"]): () => void {
  const own = host.fetch;
  const traced: typeof fetch = (input, init) => {
    const followed = begin(host.location, input, init, follow);
    if (!followed) return own.call(host, input, init);
    const headers = new Headers(init?.headers);
    headers.set("traceparent", followed.traceparent);
    const answer = own.call(host, input, { ...init, headers });
    answer.then(
      ({ status }) => followed.end(status),
      () => followed.end(undefined, { left: init?.signal?.aborted ?? false }),
    );
    return answer;
  };
  host.fetch = traced;
  return () => {
    if (host.fetch === traced) host.fetch = own;
  };
}

function begin(
  { href, origin }: Host["location"],
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  follow: Interactions["follow"],
) {
  if (typeof input !== "string" && !(input instanceof URL)) return undefined;
  if (!URL.canParse(String(input), href)) return undefined;
  const address = new URL(String(input), href);
  if (address.origin !== origin) return undefined;
  const toPage = new Headers(init?.headers).has("rsc");
  return follow({ method: (init?.method ?? "GET").toUpperCase(), path: address.pathname, toPage });
}
