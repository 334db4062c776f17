import { describe, expect, test } from "vitest";
import { z } from "zod";
import { OpenApiDocument } from "#lib/contract/openapi.ts";
import { buildOpenApi } from "./openapi.ts";
import type { RouteSpec } from "./route-spec.ts";

const Order = z.object({ orderId: z.string(), totalMinor: z.int() });

const readOrder: RouteSpec = {
  method: "GET",
  path: "/api/orders/{orderId}",
  summary: "One order",
  tag: "Shop",
  params: z.strictObject({ orderId: z.string() }),
  query: z.strictObject({
    currency: z.string().length(3),
    page: z.coerce.number().int().default(1).describe("Which page"),
  }),
  replies: { 200: Order, 404: { "text/plain": z.string() } },
  run: () => undefined,
};
const placeOrder: RouteSpec = {
  method: "POST",
  path: "/api/orders/{orderId}",
  summary: "Place it",
  tag: "Shop",
  params: z.strictObject({ orderId: z.string() }),
  body: z.strictObject({ note: z.string().transform((text) => text.length) }),
  accepts: ["application/json", "application/vnd.order+json"],
  replies: { 204: z.undefined() },
  run: () => undefined,
};

const document = buildOpenApi([readOrder, placeOrder], "1.2.3");
const operations = document.paths["/api/orders/{orderId}"];

describe("the description of the API", () => {
  test("has the shape that its own contract promises", () => {
    expect(OpenApiDocument.parse(document)).toEqual(document);
    expect(document.info.version).toBe("1.2.3");
  });

  test("holds every method of a path", () => {
    expect(Object.keys(operations ?? {})).toEqual(["get", "post"]);
  });

  test("names operations after method and path, each differently", () => {
    expect(operations?.get?.operationId).toBe("getApiOrdersOrderId");
    expect(operations?.post?.operationId).toBe("postApiOrdersOrderId");
  });

  test("says which parameters are needed, where they go and what they mean", () => {
    const parameters = operations?.get?.parameters ?? [];
    expect(parameters.map((one) => [one.name, one.in, one.required])).toEqual([
      ["orderId", "path", true],
      ["currency", "query", true],
      ["page", "query", false],
    ]);
    expect(parameters[1]?.schema).toMatchObject({ type: "string", minLength: 3, maxLength: 3 });
    expect(parameters[2]?.description).toBe("Which page");
  });

  test("describes the body as it is sent, under every media type it may have", () => {
    const content = operations?.post?.requestBody?.content ?? {};
    expect(Object.keys(content)).toEqual(["application/json", "application/vnd.order+json"]);
    expect(content["application/json"]?.schema).toMatchObject({
      properties: { note: { type: "string" } },
      required: ["note"],
      additionalProperties: false,
    });
    expect(operations?.get?.requestBody).toBeUndefined();
  });

  test("describes every reply, by media type; an empty one has no content", () => {
    const replies = operations?.get?.responses;
    expect(replies?.[200]?.content?.["application/json"]?.schema).toMatchObject({
      required: ["orderId", "totalMinor"],
    });
    expect(replies?.[404]?.content).toEqual({ "text/plain": { schema: { type: "string" } } });
    expect(operations?.post?.responses[204]?.content).toBeUndefined();
  });

  test("gives every operation a problem as its default answer, and every reference leads somewhere", () => {
    for (const operation of Object.values(operations ?? {})) {
      expect(Object.keys(operation.responses.default?.content ?? {})).toEqual(["application/problem+json"]);
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? "");
  });
});
