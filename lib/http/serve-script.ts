// The addresses of the scripted checkouts. Whoever calls one speaks to api-gateway: its span is the first of ours.
import { trace } from "@opentelemetry/api";
import { type Script, ScriptedCheckout } from "#lib/contract/scripted-checkout.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { readEnvelope } from "#lib/mesh/envelope.ts";
import { isTransportError } from "#lib/mesh/errors.ts";
import type { Mesh, Reply } from "#lib/mesh/types.ts";
import { scripted } from "#lib/services/scripted-chain.ts";
import { defineRoute } from "./define-route.ts";
import type { RouteHandler, RouteRequest } from "./route-spec.ts";
import { jsonReply, problemReply } from "./serve-hop.ts";

export function scriptedCheckout(script: Script, summary: string): RouteHandler {
  return defineRoute({
    method: "POST",
    path: `/checkout/${script}`,
    summary,
    tag: "Shop",
    replies: { 200: ScriptedCheckout },
    ownTelemetry: true,
    async run({ mesh, request, requestId }) {
      const reply = await enter(mesh, request, requestId, script);
      if (reply.status !== 200) return problemReply(reply, requestId);
      const { orderId } = reply.body as { orderId: string };
      return jsonReply({
        ...reply,
        body: { status: "success", orderId, traceId: reply.traceId ?? "", requestId },
      });
    },
  });
}

async function enter(mesh: Mesh, request: RouteRequest, requestId: string, script: Script): Promise<Reply> {
  const { service, name: operation } = scripted.checkout;
  const asked = readEnvelope(request.headers, { service, operation, input: { script } });
  const envelope = { ...asked, requestId, tenantId: asked.tenantId ?? "merch", caller: undefined };
  if (!mesh.host.hosts(service)) {
    // The gateway's span is below this process's own, whose trace the answer names.
    const parent = trace.getActiveSpan()?.spanContext();
    const reply = await mesh.enter({ ...envelope, parent }, request.signal);
    return { ...reply, ...(parent ? { traceId: parent.traceId } : {}) };
  }
  try {
    return await mesh.host.handle(envelope, request.signal);
  } catch (error) {
    if (isTransportError(error)) throw new AppError("unavailable", `${service} does not answer.`);
    throw error;
  }
}
