// The same request, three times: for a shell, a script and a browser test.
import type { OpenApiOperation } from "#lib/contract/openapi.ts";
import type { Schema } from "./schema-rows.ts";

export type Sample = { name: string; label: string; text: string };

type Request = { origin: string; method: string; path: string; operation: OpenApiOperation };

export function sampleRequests({ origin, method, path, operation }: Request): Sample[] {
  const url = `${origin}${path}${sampleQuery(operation)}`;
  const [mediaType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = content ? JSON.stringify(exampleOf(content.schema), null, 2) : undefined;
  return [
    { name: "curl", label: "curl", text: curl(method, url, mediaType, body) },
    { name: "fetch", label: "fetch", text: script("await fetch", method, url, mediaType, body) },
    {
      name: "playwright",
      label: "Playwright",
      text: script(`await request.${method.toLowerCase()}`, undefined, url, mediaType, body),
    },
  ];
}

function curl(method: string, url: string, mediaType?: string, body?: string): string {
  const lines = [`curl -i ${method === "GET" ? "" : `-X ${method} `}${quote(url)}`];
  if (body) lines.push(`-H ${quote(`content-type: ${mediaType}`)}`, `-d ${quote(body)}`);
  return lines.join(" \\\n  ");
}

function script(
  call: string,
  method: string | undefined,
  url: string,
  mediaType?: string,
  body?: string,
): string {
  if (!body && (method === undefined || method === "GET")) return `${call}(${JSON.stringify(url)});`;
  const bodyKey = method === undefined ? "data" : "body";
  const value = method === undefined ? body : `JSON.stringify(${body?.replaceAll("\n", "\n  ")})`;
  const options = [
    method && `  method: ${JSON.stringify(method)},`,
    mediaType && `  headers: { "content-type": ${JSON.stringify(mediaType)} },`,
    body && `  ${bodyKey}: ${method === undefined ? value?.replaceAll("\n", "\n  ") : value},`,
  ].filter(Boolean);
  return `${call}(${JSON.stringify(url)}, {\n${options.join("\n")}\n});`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Only what must be there, or has a default worth showing. */
function sampleQuery(operation: OpenApiOperation): string {
  const query = new URLSearchParams();
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in !== "query" || (!parameter.required && parameter.schema.default === undefined)) continue;
    query.set(parameter.name, String(exampleOf(parameter.schema)));
  }
  return query.size > 0 ? `?${query}` : "";
}

/** A value that the schema takes: defaults, first choices, the required properties only. */
export function exampleOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const branch = [schema.anyOf, schema.oneOf].flat().find((one) => typeof one === "object" && one !== null);
  if (branch) return exampleOf(branch as Schema);
  if (schema.type === "object") {
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    const required = Array.isArray(schema.required) ? schema.required : [];
    return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {})]));
  }
  if (schema.type === "array") return [exampleOf((schema.items ?? {}) as Schema)];
  if (schema.type === "integer" || schema.type === "number") return Math.max(1, Number(schema.minimum ?? 1));
  if (schema.type === "boolean") return true;
  return exampleText(schema);
}

/** The literal beginning of a pattern is as close as a text comes to an example without being told. */
function exampleText({ format, pattern }: Schema): string {
  if (format === "date-time") return "2026-01-31T12:00:00Z";
  const literal = typeof pattern === "string" ? pattern.match(/^\^((?:\\\W|[\w/ -])+)/)?.[1] : undefined;
  return literal?.replaceAll("\\", "") ?? "text";
}
