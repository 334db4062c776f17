// The shop's own way into the mesh: as the visitor, at the gateway, within a visitor's patience.
import { trace } from "@opentelemetry/api";
import type { OrderStep } from "#lib/contract/order.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import type { OperationSpec, Reply } from "#lib/mesh/types.ts";
import { shopperPatienceMs } from "../topology.ts";
import type { CheckoutContext } from "./types.ts";

type Whose = { requestId: string; tenant: Tenant; visitorId: string };
type Entered = { reply: Reply; step: OrderStep };

export async function enterMesh<Input>(
  { mesh, clock, web }: Pick<CheckoutContext, "mesh" | "clock" | "web">,
  { service, name }: OperationSpec<Input>,
  input: Input,
  { requestId, tenant, visitorId }: Whose,
): Promise<Entered> {
  const startMs = clock.nowMs();
  const startedMs = clock.monotonicMs();
  const envelope = {
    service,
    operation: name,
    caller: undefined,
    requestId,
    tenantId: tenant,
    visitorId,
    path: "0",
    remainingMs: shopperPatienceMs,
    parent: trace.getActiveSpan()?.spanContext(),
    input,
  };
  // Whoever closes the browser has bought nevertheless: only time ends it.
  const reply = await mesh.enter(envelope, new AbortController().signal);
  const step: OrderStep = {
    service,
    name,
    caller: web.name,
    start: new Date(startMs).toISOString(),
    durationMs: Math.round((clock.monotonicMs() - startedMs) * 1_000) / 1_000,
    retries: 0,
    status: reply.status < 400 ? "ok" : "failed",
  };
  return { reply, step };
}
