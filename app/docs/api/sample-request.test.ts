import { describe, expect, test } from "vitest";
import { z } from "zod";
import { BrowserError } from "#lib/contract/browser-error.ts";
import { exampleOf, sampleRequests } from "./sample-request.ts";

const origin = "http://127.0.0.1:3000";
const bare = { operationId: "x", summary: "", tags: [], responses: {} };
const text = (samples: { name: string; text: string }[], name: string) =>
  samples.find((one) => one.name === name)?.text;

describe("sampleRequests", () => {
  test("asks for the defaults of a GET and for nothing optional", () => {
    const parameters = [
      { name: "tenant", in: "query" as const, required: false, schema: { type: "string", default: "merch" } },
      { name: "q", in: "query" as const, required: false, schema: { type: "string" } },
    ];
    const samples = sampleRequests({
      origin,
      method: "GET",
      path: "/api/products",
      operation: { ...bare, parameters },
    });
    expect(text(samples, "curl")).toBe(`curl -i '${origin}/api/products?tenant=merch'`);
    expect(text(samples, "fetch")).toBe(`await fetch("${origin}/api/products?tenant=merch");`);
  });

  test("sends a body with its type, and quotes it for the shell", () => {
    const content = { "application/json": { schema: { const: "it's" } } };
    const operation = { ...bare, requestBody: { required: true as const, content } };
    const samples = sampleRequests({ origin, method: "POST", path: "/api/x", operation });
    expect(text(samples, "curl")).toContain(`-H 'content-type: application/json' \\\n  -d '"it'\\''s"'`);
    expect(text(samples, "playwright")).toContain('data: "it\'s"');
  });
});

test("an example of a real body passes its own schema", () => {
  const example = exampleOf(z.toJSONSchema(BrowserError, { io: "input" }));
  expect(BrowserError.safeParse(example)).toMatchObject({ success: true });
});
