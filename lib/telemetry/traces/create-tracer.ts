import type { Tracer } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { BasicTracerProvider, type IdGenerator, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { sampler, spanLimits } from "./start-sdk.ts";

export type TracerOptions = {
  version: string;
  spanProcessors: SpanProcessor[];
  /** The SDK's own are random. */
  idGenerator: IdGenerator | undefined;
};

/** A provider per service, because the resource (and in it the service's name) belongs to the provider. */
export function createTracer(
  resource: Resource,
  { version, spanProcessors, idGenerator }: TracerOptions,
): Tracer {
  const ids = idGenerator ? { idGenerator } : {};
  const provider = new BasicTracerProvider({ resource, sampler, spanLimits, spanProcessors, ...ids });
  return provider.getTracer("faultmart", version);
}
