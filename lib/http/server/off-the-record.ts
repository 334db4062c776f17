// Requests that telemetry must not know of: whoever could read when something was broken on purpose need not look for it.
import type { RouteHandler } from "../route-spec.ts";

type EndpointEntry = { handlers: Record<string, RouteHandler> };

/** Told by the target alone, before anything can refuse the request: refusals are off the record too. */
export function createOffTheRecord(endpoints: readonly EndpointEntry[]): (target: string) => boolean {
  const specs = endpoints.flatMap(({ handlers }) => Object.values(handlers).map(({ spec }) => spec));
  const addresses = new Set(
    specs.filter(({ offTheRecord }) => offTheRecord).map(({ path }) => path.replace(/\/\{.*$/, "")),
  );
  // Anywhere in the path and below it: a mistyped address tells as much as the right one.
  return (target) => {
    const path = readable(target.split("?", 1)[0] ?? "")
      .toLowerCase()
      .replace(/\/{2,}/g, "/");
    for (const address of addresses) if (path.includes(address)) return true;
    return false;
  };
}

/** Some readers decode what others have decoded already; more often than that nobody would find it again. */
const mostDecodings = 3;

/** Only what is plain ASCII once it is decoded: nothing here can be malformed, whatever was sent. */
function readable(path: string): string {
  let text = path;
  for (let nth = 0; nth < mostDecodings && text.includes("%"); nth += 1)
    text = text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return text;
}
