import type { Fault, FaultKind } from "#lib/contract/fault.ts";

export const faultTitles: Record<FaultKind, string> = {
  outage: "Outage",
  latency: "Latency",
  "error-rate": "Errors",
  hang: "Hang",
  "connection-reset": "Connection reset",
  "pool-exhaustion": "Pool exhaustion",
  "cpu-saturation": "CPU saturation",
  "cache-disabled": "Cache disabled",
};

/** `order-service->payment-service` as people read it. */
export function placeWords(target: string): string {
  return target.replace("->", " → ");
}

export function faultSentence({ kind, target, share }: Fault): string {
  const part = share < 1 ? `, ${Math.round(share * 100)} % of visitors` : "";
  return `${faultTitles[kind]} on ${placeWords(target)}${part}`;
}
