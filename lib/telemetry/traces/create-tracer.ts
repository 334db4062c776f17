import type { Tracer } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { BasicTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { sampler, spanLimits } from "./start-sdk.ts";

/** A provider per service, because the resource (and in it the service's name) belongs to the provider. */
export function createTracer(resource: Resource, version: string, spanProcessors: SpanProcessor[]): Tracer {
  const provider = new BasicTracerProvider({ resource, sampler, spanLimits, spanProcessors });
  return provider.getTracer("faultmart", version);
}
