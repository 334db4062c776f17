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
