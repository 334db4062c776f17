import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { asCurl, asPlaywright } from "./request-as-code.ts";

const origin = "http://127.0.0.1:3000";
const request = {
  method: "POST",
  path: "/api/cart/items",
  headers: { "idempotency-key": "it's mine" },
  body: { tenant: "merch", sku: "O'Reilly", quantity: 1 },
} as const;

/** What a shell hands to the program it calls. */
function argumentsOf(command: string): string[] {
  const script = command.replace(/^curl/, "printf '%s\\n'");
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).trimEnd().split("\n");
}

describe("asCurl", () => {
  test("survives the shell, whatever quotes are in it", () => {
    expect(argumentsOf(asCurl(origin, request))).toEqual([
      "-i",
      "-X",
      "POST",
      "http://127.0.0.1:3000/api/cart/items",
      "-b",
      "faultmart.cookies",
      "-c",
      "faultmart.cookies",
      "-H",
      "idempotency-key: it's mine",
      "-H",
      "content-type: application/json",
      "-d",
      '{"tenant":"merch","sku":"O\'Reilly","quantity":1}',
    ]);
  });

  test("sends no body where there is none", () => {
    expect(asCurl(origin, { method: "DELETE", path: "/api/cart/items/A?tenant=merch" })).not.toMatch(
      /-d|content-type/,
    );
  });
});

describe("asPlaywright", () => {
  test("is a whole test that sends the same", () => {
    const text = asPlaywright(origin, request);
    expect(text).toContain('request.post("http://127.0.0.1:3000/api/cart/items", {');
    expect(text).toContain(`data: ${JSON.stringify(request.body)}`);
    expect(text).toContain('headers: {"idempotency-key":"it\'s mine"}');
  });

  test("sends it as often as the visitor did who saw it fail, since a test begins as somebody new", () => {
    const text = asPlaywright(origin, { ...request, times: 3 });
    expect(text).toContain("for (let nth = 1; nth <= 3; nth += 1) {");
    expect(text.match(/request\.post/g)).toHaveLength(1);
  });

  test("does first what the visitor had done first, until it is done", () => {
    const buying = {
      method: "POST",
      path: "/api/checkout",
      body: { tenant: "merch" },
      before: [request],
    } as const;
    const text = asPlaywright(origin, buying);
    const [filling = "", paying = ""] = text.split("const answer");
    expect(filling).toContain("await expect.poll(async () => (await request.post(");
    expect(filling).toContain(`data: ${JSON.stringify(request.body)}`);
    expect(paying).toContain('request.post("http://127.0.0.1:3000/api/checkout", {');
  });

  test("has no options where nothing is sent along", () => {
    expect(asPlaywright(origin, { method: "DELETE", path: "/x" })).toContain(
      'request.delete("http://127.0.0.1:3000/x");',
    );
  });
});
