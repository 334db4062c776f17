import { cartTarget, type Fault, type FaultKind, vendorPrefix, vendorsTarget } from "#lib/contract/fault.ts";

export const faultTitles: Record<FaultKind, string> = {
  outage: "Outage",
  latency: "Latency",
  "error-rate": "Errors",
  hang: "Hang",
  "connection-reset": "Connection reset",
  "reply-lost": "Reply lost",
  "pool-exhaustion": "Pool exhaustion",
  "cpu-saturation": "CPU saturation",
  "cache-disabled": "Cache disabled",
  "cart-click": "Failing cart clicks",
  "vendor-offline": "Vendor offline",
  "products-unavailable": "Products unavailable",
  "discount-stock-depleted": "Discount stock depleted",
  "feed-garbage": "Garbage in the feed",
};

/** `order-service->payment-service` as people read it. */
export function placeWords(target: string): string {
  if (target === cartTarget) return "the cart";
  if (target === vendorsTarget) return "all vendors";
  if (target.startsWith(vendorPrefix)) return `vendor ${target.slice(vendorPrefix.length)}`;
  return target.replace("->", " → ");
}

export function faultSentence({ kind, target, share, parameters }: Fault): string {
  if (kind === "cart-click")
    return `Every ${ordinalBefore(parameters.every ?? 1)}add-to-cart click of a visitor fails`;
  const part =
    share < 1 ? `, ${Math.round(share * 100)} % of ${target === vendorsTarget ? "them" : "visitors"}` : "";
  return `${faultTitles[kind]} on ${placeWords(target)}${part}`;
}

/** `3rd `, `12th `; nothing for each one. */
function ordinalBefore(count: number): string {
  if (count === 1) return "";
  const teen = Math.floor(count / 10) % 10 === 1;
  const ending = teen ? undefined : ["th", "st", "nd", "rd"][count % 10];
  return `${count}${ending ?? "th"} `;
}
