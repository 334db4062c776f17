// Whoever looks at the shop is known from then on: what they buy on that page, they buy as the same visitor every time.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Tenant } from "#lib/contract/tenant.ts";
import { greetVisitor } from "../visitor.ts";

/** Pages of a shop are made for one visitor, so that Next calls them private and nobody keeps them for another. */
function isOfShop(path: string): boolean {
  const [, first, tenant] = path.split("/");
  return first === "shop" && Tenant.safeParse(tenant).success;
}

export function greetOnPage({ method, headers }: IncomingMessage, response: ServerResponse, path: string) {
  if (method !== "GET" || !isOfShop(path) || isPrefetch(headers)) return;
  const get = (name: string) => headers[name]?.toString() ?? null;
  const cookie = greetVisitor({ headers: { get } }).headers["set-cookie"];
  if (cookie !== undefined) response.setHeader("set-cookie", cookie);
}

/** What is asked for beforehand is shown later or never, and kept until then. */
function isPrefetch(headers: IncomingMessage["headers"]): boolean {
  const purpose = `${headers["sec-purpose"] ?? ""} ${headers.purpose ?? ""}`;
  return headers["next-router-prefetch"] !== undefined || purpose.includes("prefetch");
}
