// Parse, run, answer: what every route.ts export goes through. Errors leave as problem+json.
import { trace } from "@opentelemetry/api";
import { z } from "zod";
import { Problem } from "#lib/contract/problem.ts";
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import { takeRequestId } from "#lib/kernel/ids.ts";
import { runtimeSlot } from "#lib/runtime/slot.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { parsePart, queryObject, readBody } from "./parse-input.ts";
import { problemResponse, problemType } from "./problem.ts";
import { isSchema, type ReplySpec, type RouteHandler, type RouteSpec, type Schema } from "./route-spec.ts";
import { StreamedResponse } from "./streamed-response.ts";
import { TextResponse } from "./text-response.ts";

export function defineRoute<P extends Schema, Q extends Schema, B extends Schema>(
  typed: RouteSpec<P, Q, B>,
): RouteHandler {
  const spec = typed as unknown as RouteSpec;
  const handler = async (...[request, next]: Parameters<RouteHandler>): Promise<Response> => {
    const requestId = takeRequestId(request.headers.get("x-request-id") ?? undefined);
    const runtime = runtimeSlot.peek();
    if (!runtime) return problemResponse(withoutServer(), requestId);
    try {
      const input = {
        params: spec.params && parsePart("params", spec.params, next ? await next.params : {}),
        query: spec.query && parsePart("query", spec.query, queryObject(new URL(request.url).searchParams)),
        body: spec.body && parsePart("body", spec.body, await readBody(request, spec)),
      };
      const result = await spec.run({ ...runtime, request, requestId }, input);
      const response = result instanceof Response ? result : jsonResponse(spec, result);
      if (response instanceof StreamedResponse) await response.begin();
      if (runtime.config.CHECK_REPLIES) await checkReply(spec, response);
      return response;
    } catch (error) {
      report(runtime, spec, error);
      return problemResponse(error, requestId);
    }
  };
  return Object.assign(handler, { spec });
}

/** A preview deployment runs Next alone: pages that need nothing of the process work there, endpoints do not. */
function withoutServer(): AppError {
  return new AppError(
    "unavailable",
    "This deployment has pages only. Run `npm start` for a whole Faultmart.",
  );
}

function firstStatus(spec: RouteSpec): number {
  return Number(Object.keys(spec.replies)[0]);
}

function jsonResponse(spec: RouteSpec, value: unknown): Response {
  const status = firstStatus(spec);
  if (value === undefined) return new Response(null, { status });
  return new TextResponse(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
}

function report(runtime: Runtime, spec: RouteSpec, error: unknown) {
  const known = asAppError(error);
  // What gives its reason was logged by whoever knew it.
  if (known && (known.code !== "internal" || known.reason !== undefined)) return;
  // Neither where nor why: a stack trace names the files.
  if (spec.offTheRecord) return runtime.web.log.named("http.route").error("a request could not be answered");
  if (error instanceof Error) trace.getActiveSpan()?.recordException(error);
  runtime.web.log.named("http.route").exception(`${spec.method} ${spec.path} failed`, error);
}

function schemaFor(reply: ReplySpec | undefined, mediaType: string): Schema | undefined {
  if (mediaType === problemType) return Problem;
  if (!reply) return undefined;
  if (!isSchema(reply)) return reply[mediaType];
  return mediaType === "application/json" ? reply : undefined;
}

/** An answer the documentation does not describe is a bug of ours, so it fails loudly where it is looked for. */
async function checkReply(spec: RouteSpec, response: Response) {
  if (response.type === "error" || (response.body === null && spec.replies[response.status])) return;
  const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
  const schema = schemaFor(spec.replies[response.status], mediaType);
  const where = `${spec.method} ${spec.path} ${response.status} ${mediaType}`;
  if (!schema) throw new AppError("internal", `${where} is not a documented reply`);
  // What comes piece by piece may never end.
  if (response instanceof StreamedResponse) return;
  const copy = response.clone();
  const value = mediaType.endsWith("json") ? await copy.json() : await copy.text();
  const parsed = z.safeParse(schema, value);
  if (!parsed.success)
    throw new AppError("internal", `${where} differs from its schema: ${z.prettifyError(parsed.error)}`);
}
