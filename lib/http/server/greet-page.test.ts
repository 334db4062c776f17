import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { greetOnPage } from "./greet-page.ts";

type Asked = { path?: string; method?: string; headers?: Record<string, string> };

function cookieFor({ path = "/shop/merch/flash/sale_1", method = "GET", headers = {} }: Asked) {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, headers });
  const response = new ServerResponse(request);
  greetOnPage(request, response, path);
  return response.getHeader("set-cookie");
}

const greeting = /^visitor=[0-9a-f]{32}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/;

test("who looks at the shop for the first time gets a visitor's cookie, also on the way from another page", () => {
  expect(cookieFor({})).toMatch(greeting);
  expect(cookieFor({ path: "/shop/coupons/checkout", headers: { rsc: "1" } })).toMatch(greeting);
  expect(cookieFor({ headers: { "x-forwarded-proto": "https" } })).toMatch(/; Secure$/);
});

test("who has one keeps it, and one that is no id of ours is replaced", () => {
  expect(cookieFor({ headers: { cookie: `theme=dark; visitor=${"a".repeat(32)}` } })).toBeUndefined();
  expect(cookieFor({ headers: { cookie: "visitor=nobody" } })).toMatch(greeting);
});

test.each<Asked>([
  { headers: { rsc: "1", "next-router-prefetch": "1" } },
  { headers: { "sec-purpose": "prefetch;prerender" } },
  { headers: { purpose: "prefetch" } },
  { method: "HEAD" },
  { path: "/room" },
  { path: "/shopping/merch" },
  { path: "/shop/no-such-shop" },
])("nobody gets one with %o", (asked) => {
  expect(cookieFor(asked)).toBeUndefined();
});
