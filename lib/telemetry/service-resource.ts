import { defaultResource, type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";

/** The name under which the process itself reports: Next's own spans, process metrics, complaints of sinks. */
export const processService = "faultmart";

export type Identity = { instanceId: string; version: string };

/** One resource per service for the whole process: exporters group what they send by its identity. */
export function createResources(identity: Identity): (service: string) => Resource {
  const known = new Map<string, Resource>();
  return (service) => {
    const there = known.get(service);
    if (there) return there;
    const own = resourceFromAttributes({
      [ATTR_SERVICE_NAME]: service,
      [ATTR_SERVICE_NAMESPACE]: "faultmart",
      [ATTR_SERVICE_VERSION]: identity.version,
      [ATTR_SERVICE_INSTANCE_ID]: identity.instanceId,
    });
    const resource = defaultResource().merge(own);
    known.set(service, resource);
    return resource;
  };
}
