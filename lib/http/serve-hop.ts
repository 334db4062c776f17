// A call from one service to another, as it arrives over HTTP. What the callee does with it is the mesh's business.
import { AppError } from "#lib/kernel/errors.ts";
import { readEnvelope } from "#lib/mesh/envelope.ts";
import { isTransportError } from "#lib/mesh/errors.ts";
import { type Envelope, type Mesh, outside, type Reply } from "#lib/mesh/types.ts";
import { kindOf, problemOf, problemType } from "./problem.ts";
import type { RouteRequest } from "./route-spec.ts";
import { TextResponse } from "./text-response.ts";

type Hop = { service: string; operation: string; input: unknown };

export async function serveHop(mesh: Mesh, request: RouteRequest, hop: Hop): Promise<Response> {
  const { service, operation } = hop;
  if (!mesh.host.hosts(service)) throw new AppError("not_found", `No service named ${service} is here.`);
  if (!mesh.operationsOf(service).includes(operation))
    throw new AppError("not_found", `${service} has no operation named ${operation}.`);
  const envelope = readEnvelope(request.headers, hop);
  try {
    const reply = await mesh.host.handle(withKnownCaller(mesh, envelope), request.signal);
    return reply.status < 400 ? jsonReply(reply) : problemReply(reply, envelope.requestId);
  } catch (error) {
    // Where a real connection would break, this one does.
    if (isTransportError(error)) return Response.error();
    throw error;
  }
}

/** Callers are told apart in metrics, so that only those count which the topology knows. */
function withKnownCaller(mesh: Mesh, envelope: Envelope): Envelope {
  const { caller, service } = envelope;
  if (caller === undefined || caller === outside || mesh.topology.dependency(caller, service))
    return envelope;
  return { ...envelope, caller: undefined };
}

export function jsonReply({ status, body, traceId }: Reply): Response {
  const headers = { "content-type": "application/json", ...traceOf(traceId) };
  return new TextResponse(JSON.stringify(body ?? null), { status, headers });
}

export function problemReply({ status, body, traceId }: Reply, requestId: string): Response {
  const { code, detail } = refusalOf(body);
  const kind = kindOf(status);
  const told = kind ? { ...kind, reason: code, detail } : { code, detail };
  const problem = {
    ...problemOf({ status, ...told }, requestId),
    ...(traceId ? { traceId } : {}),
  };
  const headers = { "content-type": problemType, ...traceOf(traceId) };
  return new TextResponse(JSON.stringify(problem), { status, headers });
}

function traceOf(traceId: string | undefined): Record<string, string> {
  return traceId ? { "x-trace-id": traceId } : {};
}

function refusalOf(body: unknown): { code: string; detail: string } {
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  return {
    code: typeof code === "string" ? code : "failed",
    detail: typeof message === "string" ? message : "",
  };
}
