// The description of every endpoint, from the very schemas that parse its input and check its replies.
import { z } from "zod";
import type { OpenApiDocument, OpenApiOperation } from "#lib/contract/openapi.ts";
import { Problem } from "#lib/contract/problem.ts";
import { isSchema, type ReplySpec, type RouteSpec, type Schema } from "./route-spec.ts";

type Json = Record<string, unknown>;

const problemContent = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

export function buildOpenApi(specs: Iterable<RouteSpec>, version: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const spec of specs) {
    paths[spec.path] ??= {};
    Object.assign(paths[spec.path] ?? {}, { [spec.method.toLowerCase()]: operation(spec) });
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Faultmart",
      version,
      description: "An online shop that breaks on purpose, and the control room to watch it break.",
    },
    paths,
    components: { schemas: { Problem: jsonSchema(Problem, "output") } },
  };
}

function operation(spec: RouteSpec): OpenApiOperation {
  const parameters = [...parametersOf("path", spec.params), ...parametersOf("query", spec.query)];
  return {
    operationId: `${spec.method.toLowerCase()}${spec.path.replace(/[^A-Za-z0-9]+(.)?/g, (_, next = "") => next.toUpperCase())}`,
    summary: spec.summary,
    tags: [spec.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(spec.body ? { requestBody: requestBody(spec, spec.body) } : {}),
    responses: responses(spec),
  };
}

function requestBody(spec: RouteSpec, body: Schema): NonNullable<OpenApiOperation["requestBody"]> {
  const schema = jsonSchema(body, "input");
  const types = spec.accepts ?? ["application/json"];
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function responses(spec: RouteSpec): OpenApiOperation["responses"] {
  const answers: OpenApiOperation["responses"] = {};
  for (const [status, reply] of Object.entries(spec.replies)) {
    const content = contentOf(reply);
    answers[status] = {
      description: Number(status) < 400 ? "As asked" : "Not as asked",
      ...(content ? { content } : {}),
    };
  }
  answers.default = { description: "A problem, with its cause and the next step", content: problemContent };
  return answers;
}

function contentOf(reply: ReplySpec) {
  if (!isSchema(reply)) {
    return Object.fromEntries(
      Object.entries(reply).map(([type, schema]) => [type, { schema: jsonSchema(schema, "output") }]),
    );
  }
  if (reply._zod.def.type === "undefined") return undefined;
  return { "application/json": { schema: jsonSchema(reply, "output") } };
}

function parametersOf(place: "path" | "query", schema: Schema | undefined) {
  if (!schema) return [];
  const { properties, required } = jsonSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (required ?? []).includes(name),
    ...(typeof property.description === "string" ? { description: property.description } : {}),
    schema: property,
  }));
}

function jsonSchema(schema: Schema, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
