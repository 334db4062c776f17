// NodeSDK registers the process-wide parts: context manager, propagators, tracer provider. Everything it would
// otherwise take from OTEL_* variables is given here, because only lib/config may decide what is exported.
import { context, createContextKey, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import type { Resource } from "@opentelemetry/resources";
import { NodeSDK } from "@opentelemetry/sdk-node";
import {
  AlwaysOnSampler,
  type IdGenerator,
  ParentBasedSampler,
  type SpanLimits,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { AppError } from "#lib/kernel/errors.ts";

/** A span is bounded, so that a runaway attribute or event loop cannot fill the warehouse. */
export const spanLimits: Required<SpanLimits> = {
  attributeValueLengthLimit: 4_096,
  attributeCountLimit: 64,
  eventCountLimit: 64,
  linkCountLimit: 32,
  attributePerEventCountLimit: 32,
  attributePerLinkCountLimit: 16,
};

/** Who calls with an unsampled traceparent does not want spans; everybody else gets them all. */
export const sampler = new ParentBasedSampler({ root: new AlwaysOnSampler() });

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
  idGenerator?: IdGenerator,
): () => Promise<void> {
  const alreadyRegistered = contextTravels();
  const sdk = new NodeSDK({
    resource,
    autoDetectResources: false,
    spanProcessors,
    ...(idGenerator ? { idGenerator } : {}),
    spanLimits,
    sampler,
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
  });
  if (!alreadyRegistered) sdk.start();
  if (!contextTravels()) {
    throw new AppError(
      "validation_failed",
      "Wrong configuration: OTEL_SDK_DISABLED must be unset: without the SDK no log line or span knows its request",
    );
  }
  return async () => {
    if (alreadyRegistered) return;
    await sdk.shutdown();
    trace.disable();
    logs.disable();
    propagation.disable();
    context.disable();
  };
}
