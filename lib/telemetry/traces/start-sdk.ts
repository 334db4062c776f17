// Registers the process-wide parts: context manager, propagators, tracer provider. Not by NodeSDK, which reads OTEL_*
// variables itself (OTEL_SDK_DISABLED would leave no log line its request): only lib/config decides what is sent.
import {
  context,
  createContextKey,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { node } from "@opentelemetry/sdk-node";
import {
  type IdGenerator,
  type Sampler,
  SamplingDecision,
  type SpanLimits,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { randomIds } from "./random-ids.ts";

/** A span is bounded, so that a runaway attribute or event loop cannot fill the warehouse. */
export const spanLimits: Required<SpanLimits> = {
  attributeValueLengthLimit: 4_096,
  attributeCountLimit: 64,
  eventCountLimit: 64,
  linkCountLimit: 32,
  attributePerEventCountLimit: 32,
  attributePerLinkCountLimit: 16,
};

const all = { decision: SamplingDecision.RECORD_AND_SAMPLED };
const none = { decision: SamplingDecision.NOT_RECORD };

/**
 * Who calls with an unsampled traceparent does not want spans; everybody else gets them all. The SDK's ParentBasedSampler
 * says the same, once it has read each character of the parent's ids: ten times as long.
 */
export const sampler: Sampler = {
  shouldSample(within) {
    const parent = trace.getSpanContext(within);
    const sampled = !parent || (parent.traceFlags & TraceFlags.SAMPLED) !== 0 || !isSpanContextValid(parent);
    return sampled ? all : none;
  },
  toString: () => "ParentBased{root=AlwaysOnSampler}",
};

const probeKey = createContextKey("faultmart.context-probe");

function contextTravels(): boolean {
  return context.with(
    ROOT_CONTEXT.setValue(probeKey, true),
    () => context.active().getValue(probeKey) === true,
  );
}

/** Returns what takes the registration back, so that a process may start telemetry again. */
export function startSdk(
  resource: Resource,
  spanProcessors: SpanProcessor[],
  idGenerator: IdGenerator = randomIds,
): () => Promise<void> {
  const alreadyRegistered = contextTravels();
  const provider = new node.NodeTracerProvider({
    resource,
    spanProcessors,
    idGenerator,
    spanLimits,
    sampler,
  });
  if (!alreadyRegistered) provider.register();
  return async () => {
    if (alreadyRegistered) return;
    await provider.shutdown();
    trace.disable();
    propagation.disable();
    context.disable();
  };
}
