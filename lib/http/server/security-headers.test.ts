import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./security-headers.ts";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1).join(" ")]));

test("every page gets a nonce of its own, too long to guess", () => {
  const policies = Array.from({ length: 100 }, () => contentSecurityPolicy({ development: false }));
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
  expect(new Set(nonces).size).toBe(100);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64").length).toBe(16);
});

test("a page may not be framed, take a foreign base, load plugins or run scripts without the nonce", () => {
  const policy = directives(contentSecurityPolicy({ development: false }));
  expect(policy.get("frame-ancestors")).toBe("'none'");
  expect(policy.get("base-uri")).toBe("'none'");
  expect(policy.get("object-src")).toBe("'none'");
  expect(policy.get("default-src")).toBe("'self'");
  expect(policy.get("script-src")).not.toMatch(/unsafe-inline|unsafe-eval/);
});

test("only development may evaluate strings, which its hot reload needs", () => {
  expect(contentSecurityPolicy({ development: true })).toContain("'unsafe-eval'");
});
