import { describe, expect, test } from "vitest";
import { z } from "zod";
import { schemaRows, typeText } from "./schema-rows.ts";

const written = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" });

describe("typeText", () => {
  test.each([
    [z.string().max(100), "string, up to 100 characters"],
    [z.string().length(3), "string, 3 characters"],
    [z.int().nonnegative(), "integer, ≥ 0"],
    [z.enum(["merch", "coupons"]), '"merch" | "coupons"'],
    [z.string().default("a"), 'string, default "a"'],
    [z.array(z.number()), "list of number"],
    [z.record(z.string(), z.boolean()), "map to boolean"],
    [z.iso.datetime(), "date-time"],
    [z.string().nullable(), "string | null"],
    [z.literal("healthy"), '"healthy"'],
  ])("writes %#: %s", (schema, text) => {
    expect(typeText(written(schema))).toBe(text);
  });
});

describe("schemaRows", () => {
  test("lists properties in order, with those of nested lists below their own", () => {
    const schema = z.object({
      products: z.array(z.object({ sku: z.string().describe("Key"), stock: z.int().optional() })),
    });
    expect(
      schemaRows(written(schema)).map(({ path, depth, required, description }) => [
        path,
        depth,
        required,
        description,
      ]),
    ).toEqual([
      ["products", 0, true, ""],
      ["sku", 1, true, "Key"],
      ["stock", 1, false, ""],
    ]);
  });

  test("has nothing to list of a plain value", () => {
    expect(schemaRows(written(z.string()))).toEqual([]);
  });
});
