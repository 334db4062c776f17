import { describe, expect, test } from "vitest";
import { traceFetch } from "./traced-fetch.ts";

const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;

function startHost(answer: () => Promise<Response> = async () => new Response(null, { status: 204 })) {
  const sent: { address: string; headers: Headers; init: RequestInit | undefined }[] = [];
  const ended: unknown[] = [];
  const followed: { method: string; path: string; toPage: boolean }[] = [];
  const host = {
    location: { href: "http://shop.test/shop/merch", origin: "http://shop.test" },
    fetch: ((address, init) => {
      sent.push({ address: String(address), headers: new Headers(init?.headers), init });
      return answer();
    }) as typeof fetch,
  };
  const restore = traceFetch(host, (request) => {
    followed.push(request);
    return { traceparent, end: (...how) => void ended.push(how) };
  });
  return { host, sent, ended, followed, restore };
}

describe("a traced fetch", () => {
  test("tells the server of the trace, keeps every header, and names no query", async () => {
    const { host, sent, ended, followed } = startHost();
    await host.fetch("/api/cart?tenant=merch", { method: "patch", headers: { "idempotency-key": "k" } });
    expect(followed).toEqual([{ method: "PATCH", path: "/api/cart", toPage: false }]);
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({ "idempotency-key": "k", traceparent });
    expect(ended).toEqual([[204]]);
  });

  test.each([
    ["another server", "http://elsewhere.test/api/cart"],
    ["what is no address", "http://"],
    ["a request object", new Request("http://shop.test/api/cart")],
  ])("leaves %s alone", async (_, input) => {
    const { host, sent, followed } = startHost();
    await host.fetch(input);
    expect(followed).toEqual([]);
    expect(sent[0]?.headers.has("traceparent")).toBe(false);
  });

  test("fails as the browser's own does, and says whether anybody still waited", async () => {
    const { host, ended } = startHost(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(host.fetch("/api/cart")).rejects.toThrow("Failed to fetch");
    await expect(host.fetch("/api/cart", { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(ended).toEqual([
      [undefined, { left: false }],
      [undefined, { left: true }],
    ]);
  });

  test("knows the router's question for another page", async () => {
    const { host, followed } = startHost();
    await host.fetch(new URL("http://shop.test/room?_rsc=1"), { headers: { RSC: "1" } });
    expect(followed).toEqual([{ method: "GET", path: "/room", toPage: true }]);
  });

  test("is gone when it is stopped", async () => {
    const { host, sent, restore } = startHost();
    restore();
    await host.fetch("/api/cart");
    expect(sent[0]?.headers.has("traceparent")).toBe(false);
  });
});
