import type { Tracer } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { BasicTracerProvider, type IdGenerator, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { randomIds } from "./random-ids.ts";
import { sampler, spanLimits } from "./start-sdk.ts";

export type TracerOptions = {
  version: string;
  spanProcessors: SpanProcessor[];
  /** Otherwise they are random. */
  idGenerator: IdGenerator | undefined;
};

/** A provider per service, because the resource (and in it the service's name) belongs to the provider. */
export function createTracer(
  resource: Resource,
  { version, spanProcessors, idGenerator = randomIds }: TracerOptions,
): Tracer {
  const provider = new BasicTracerProvider({ resource, sampler, spanLimits, spanProcessors, idGenerator });
  return provider.getTracer("faultmart", version);
}
