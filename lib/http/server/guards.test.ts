import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import { asAppError, type ErrorCode } from "#lib/kernel/errors.ts";
import { checkHost, checkOrigin, readPath } from "./guards.ts";

type Asked = { method?: string; url?: string; headers?: Record<string, string> };

function request({ method = "GET", url = "/", headers = {} }: Asked): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { method, url, headers });
}

function codeOf(act: () => unknown): ErrorCode | "allowed" {
  try {
    act();
  } catch (error) {
    const known = asAppError(error);
    if (known) return known.code;
    throw error;
  }
  return "allowed";
}

const config = loadConfig({
  ALLOWED_HOSTS: "localhost,127.0.0.1,[::1],Shop.Example.com,*.demo.example.com",
  CORS_ORIGINS: "https://partner.example.com",
});

describe("a host", () => {
  test.each([
    "localhost",
    "localhost:3000",
    "LOCALHOST:3000",
    "127.0.0.1:80",
    "[::1]",
    "[::1]:3000",
    "shop.example.com",
    "SHOP.example.com:443",
    "a.demo.example.com",
    "a.b.demo.example.com:8443",
  ])("%s is served", (host) => {
    expect(codeOf(() => checkHost(request({ headers: { host } }), config))).toBe("allowed");
  });

  test.each([
    "",
    "evil.example.com",
    "localhost.evil.example.com",
    "evil-localhost",
    "localhost@evil.example.com",
    "127.0.0.1.nip.io",
    "127.1",
    "[::2]:3000",
    "demo.example.com",
    ".demo.example.com",
    "evildemo.example.com",
    "*.demo.example.com.evil.com",
  ])("%j is not", (host) => {
    expect(codeOf(() => checkHost(request({ headers: { host } }), config))).toBe("misdirected_request");
  });

  test.each(["localhost:3000.evil.example.com", "::1", "localhost:99999", "local host", "localhost:port"])(
    "%j is no host at all",
    (host) => {
      expect(codeOf(() => checkHost(request({ headers: { host } }), config))).toBe("bad_request");
    },
  );

  test("may be named only once, because a proxy may have believed the other one", () => {
    const twice = request({ headers: { host: "localhost" } });
    twice.rawHeaders.push("Host", "localhost", "host", "evil.example.com");
    expect(codeOf(() => checkHost(twice, config))).toBe("bad_request");
  });

  test("must be named", () => {
    expect(codeOf(() => checkHost(request({}), config))).toBe("misdirected_request");
  });
});

describe("an origin", () => {
  const from = (origin: string | undefined, asked: Asked = {}) => {
    const headers = { host: "localhost:3000", ...asked.headers, ...(origin === undefined ? {} : { origin }) };
    return request({ method: "POST", ...asked, headers });
  };

  test.each([
    ["the page's own", "http://localhost:3000"],
    ["the page's own behind a proxy that ends TLS", "https://localhost:3000"],
    ["a listed one", "https://partner.example.com"],
    ["none, as curl and servers send", undefined],
  ])("may change things when it is %s", (_, origin) => {
    expect(codeOf(() => checkOrigin(from(origin), config))).toBe("allowed");
    expect(codeOf(() => checkOrigin(from(origin, { method: "GET" }), config, { upgrade: true }))).toBe(
      "allowed",
    );
  });

  const foreign = [
    ["null, as sandboxed frames and files send", "null"],
    ["empty", ""],
    ["another host", "http://evil.example.com"],
    ["another port of this host", "http://localhost:3001"],
    ["this host without its port", "http://localhost"],
    ["a name that begins like ours", "http://localhost:3000.evil.example.com"],
    ["ours as a user name", "http://localhost:3000@evil.example.com"],
    ["a listed name with another scheme", "http://partner.example.com"],
    ["a name below a listed one", "https://a.partner.example.com"],
    ["not a URL", "localhost:3000"],
  ] as const;

  test.each(foreign)("may not change anything when it is %s", (_, origin) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
      expect(
        codeOf(() => checkOrigin(from(origin, { method }), config)),
        method,
      ).toBe("forbidden");
    }
  });

  test.each(foreign)("may not open a socket when it is %s", (_, origin) => {
    const upgrade = from(origin, { method: "GET" });
    expect(codeOf(() => checkOrigin(upgrade, config, { upgrade: true }))).toBe("forbidden");
  });

  test.each(["GET", "HEAD", "OPTIONS"])("may be any for %s, which changes nothing", (method) => {
    expect(codeOf(() => checkOrigin(from("http://evil.example.com", { method }), config))).toBe("allowed");
  });

  test("at a default port fits a host that leaves it out, and IPv6 fits itself", () => {
    const onDefault = from("http://shop.example.com", { headers: { host: "Shop.example.com" } });
    expect(codeOf(() => checkOrigin(onDefault, config))).toBe("allowed");
    const onIpv6 = from("http://[::1]:3000", { headers: { host: "[::1]:3000" } });
    expect(codeOf(() => checkOrigin(onIpv6, config))).toBe("allowed");
  });
});

describe("a request target", () => {
  test.each([
    ["/", { path: "/", search: "" }],
    ["/api/products?q=a?b&c=/", { path: "/api/products", search: "?q=a?b&c=/" }],
    ["/?", { path: "/", search: "?" }],
  ])("%s is a path and what follows the question mark", (url, expected) => {
    expect(readPath(request({ url }))).toEqual(expected);
  });

  test.each([
    "http://evil.example.com/",
    "//evil.example.com/",
    "/\\evil.example.com",
    "*",
    "",
    "?a=1",
    "/_next/../room",
    "/_next/%2e%2e/room",
    "/_next/%2E./room",
    "/./room",
    "/room/.",
    "/x/..",
    "/shop//merch",
    "/shop%2fmerch",
    "/shop%5cmerch",
    "/room%00",
  ])("%j is refused", (url) => {
    expect(codeOf(() => readPath(request({ url })))).toBe("bad_request");
  });
});
