import type { IncomingMessage } from "node:http";

/**
 * Each trusted proxy appended the address it saw, so the client is that many places from the right. Anything
 * further left was written by the client itself, and rate limits must not believe it.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? "";
  if (trustedProxies === 0) return peer;
  const forwarded = request.headers["x-forwarded-for"];
  const list = (Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? ""))
    .split(",")
    .map((item) => item.trim());
  return list.at(-trustedProxies) || peer;
}

const madeUp = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded"];

/** What Next and the handlers read of these headers is what we believe, never what a client made up. */
export function settleForwarding(request: IncomingMessage, trustedProxies: number) {
  request.headers["x-forwarded-for"] = clientAddress(request, trustedProxies);
  if (trustedProxies > 0) return;
  for (const name of madeUp) if (request.headers[name] !== undefined) delete request.headers[name];
}
