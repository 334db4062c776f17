import { z } from "zod";

const JsonSchema = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.object({ schema: JsonSchema }));

export const OpenApiOperation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(["path", "query"]),
        required: z.boolean(),
        description: z.string().optional(),
        schema: JsonSchema,
      }),
    )
    .optional(),
  requestBody: z.object({ required: z.literal(true), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content.optional() })),
});
export type OpenApiOperation = z.infer<typeof OpenApiOperation>;

/** The part of OpenAPI 3.1 that this project writes. */
export const OpenApiDocument = z.object({
  openapi: z.literal("3.1.1"),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), OpenApiOperation)),
  components: z.object({ schemas: z.record(z.string(), JsonSchema) }),
});
export type OpenApiDocument = z.infer<typeof OpenApiDocument>;
