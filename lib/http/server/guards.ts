// Who may talk to this server: checked before anything else reads the request.
import type { IncomingMessage } from "node:http";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** By configuration, the host that was last found to be served: of most requests it is the next one's too. */
const servedLast = new WeakMap<Config, string>();

/** A page of another site that points its own name at this address must not be answered (DNS rebinding). */
export function checkHost(request: IncomingMessage, config: Config) {
  const given = request.headers.host ?? "";
  // Of two hosts a proxy may have believed the other one.
  const one = countHeader(request, "host") <= 1;
  if (one && given === servedLast.get(config)) return;
  if (!one || (given !== "" && !URL.canParse(`http://${given}`)))
    throw new AppError("bad_request", "The request must name exactly one host, as name or name:port.");
  const host = hostName(given);
  if (config.ALLOWED_HOSTS.some((allowed) => hostMatches(allowed.toLowerCase(), host)))
    return void servedLast.set(config, given);
  throw new AppError(
    "misdirected_request",
    "This host name is not served here. Add it to ALLOWED_HOSTS to allow it.",
  );
}

function countHeader(request: IncomingMessage, name: string): number {
  let count = 0;
  for (let index = 0; index < request.rawHeaders.length; index += 2)
    if (isNamed(request.rawHeaders[index] ?? "", name)) count += 1;
  return count;
}

function isNamed(header: string, name: string): boolean {
  return header.length === name.length && header.toLowerCase() === name;
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, "");
}

function hostMatches(allowed: string, host: string): boolean {
  if (allowed.startsWith("*.")) return host.endsWith(allowed.slice(1)) && host.length > allowed.length - 1;
  return allowed === host;
}

/** Browsers name the page's origin on every mutation and every upgrade; curl and servers send none. */
export function checkOrigin(request: IncomingMessage, config: Config, { upgrade = false } = {}) {
  const { origin, host } = request.headers;
  if (origin === undefined || (!upgrade && readingMethods.has(request.method ?? "GET"))) return;
  if (isSameHost(origin, host) || config.CORS_ORIGINS.includes(origin)) return;
  throw new AppError(
    "forbidden",
    "Pages of this origin may not change anything here. Add it to CORS_ORIGINS to allow it.",
  );
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** An escaped slash, backslash or zero byte, or an escaped dot that could make a segment climb. */
const trickyEscape = /%(2f|5c|00)|%2e/i;
const climbingSegment = /(^|\/)\.{1,2}(\/|$)/;

/**
 * The path without its query. Refused is whatever another reader of the same path (a proxy, Next) could resolve
 * to an address other than the one our table and its guards looked at.
 */
export function readPath(request: IncomingMessage): { path: string; search: string } {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  if (
    !path.startsWith("/") ||
    path.includes("//") ||
    path.includes("\\") ||
    climbingSegment.test(path) ||
    trickyEscape.test(path)
  ) {
    throw new AppError(
      "bad_request",
      "The request target must be a plain path: it starts with one slash, and has no empty, dot or escaped-slash segments.",
    );
  }
  return { path, search: mark < 0 ? "" : target.slice(mark) };
}
