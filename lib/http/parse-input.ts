import { z } from "zod";
import { AppError, type FieldError } from "#lib/kernel/errors.ts";
import type { RouteRequest, RouteSpec, Schema } from "./route-spec.ts";

const inWords = { params: "path", query: "query", body: "body" } as const;
const jsonTypes = ["application/json"] as const;

export function parsePart(
  part: "params" | "query" | "body",
  schema: Schema | undefined,
  value: unknown,
): unknown {
  if (!schema) return undefined;
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new AppError(
    "validation_failed",
    `The ${inWords[part]} is not as described in /docs/api: ${summary(parsed.error)}`,
    {
      fields: fieldErrors(part, parsed.error),
    },
  );
}

function fieldErrors(part: string, error: z.core.$ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: [part, ...issue.path].join("."), message: issue.message }));
}

function summary(error: z.core.$ZodError): string {
  const first = error.issues[0];
  if (!first) return "it does not fit";
  const where = first.path.length > 0 ? `${first.path.join(".")}: ` : "";
  return where + first.message;
}

/** A name given twice becomes a list, so that a schema can refuse it or take it. */
export function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return query;
}

export async function readBody(request: RouteRequest, spec: RouteSpec): Promise<unknown> {
  const accepts = spec.accepts ?? jsonTypes;
  const header = request.headers.get("content-type") ?? "";
  const given = accepts.includes(header) ? header : (header.split(";")[0] ?? "").trim().toLowerCase();
  if (!accepts.includes(given)) {
    const found = given === "" ? "no content type was given" : `${given} was given`;
    throw new AppError("unsupported_media_type", `Send the body as ${accepts.join(" or ")}; ${found}.`, {
      headers: { accept: accepts.join(", ") },
    });
  }
  let text: string;
  try {
    text = await request.text();
  } catch (cause) {
    throw cutOff(cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad_request", "The body is not valid JSON. Check quotes, commas and braces.", {
      cause,
    });
  }
}

/** A sender that hung up or was cut off is no bug of ours. */
export function cutOff(cause?: unknown): AppError {
  return new AppError("bad_request", "The body did not arrive whole. Send it again.", { cause });
}
