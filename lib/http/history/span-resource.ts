/** What is kept of the resource that recorded a span: which service it was, not which process of it. */
export function resourceOf(service: string): Record<string, string> {
  return { "service.name": service, "service.namespace": "faultmart" };
}
