// How this process and its services are called outside: what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say is for
// receivers alone, what is kept here has one name for ever.

import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import type { Config } from "#lib/config/load.ts";
import { processService } from "../service-resource.ts";

export type OutwardResources = {
  /** Exporters group what they send by the identity of its resource, so each has one counterpart. */
  outward(resource: Resource): Resource;
  outwardSpan(span: ReadableSpan): ReadableSpan;
};

type Names = Pick<Config, "OTEL_SERVICE_NAME" | "OTEL_RESOURCE_ATTRIBUTES">;

export function createOutwardResources(names: Names): OutwardResources {
  const { OTEL_SERVICE_NAME: processName, OTEL_RESOURCE_ATTRIBUTES: told } = names;
  const asIs = processName === processService && Object.keys(told).length === 0;
  const known = new WeakMap<Resource, Resource>();
  const outward = (resource: Resource) => {
    const there = known.get(resource);
    if (there) return there;
    const isProcess = resource.attributes[ATTR_SERVICE_NAME] === processService;
    const own = isProcess ? { [ATTR_SERVICE_NAME]: processName } : {};
    const made = resourceFromAttributes({ ...told, ...resource.attributes, ...own });
    known.set(resource, made);
    return made;
  };
  return {
    outward: asIs ? (resource) => resource : outward,
    outwardSpan: asIs
      ? (span) => span
      : (span) => Object.create(span, { resource: { value: outward(span.resource), enumerable: true } }),
  };
}
