import { stockConflicts } from "./limits.ts";
import type { ServiceFinding, Watched } from "./types.ts";

/** Told of the service that keeps the stock; the item is the shop. */
const subject = "inventory-service";

export function checkStockConflicts({ lostRaces }: Watched): ServiceFinding[] {
  return [...lostRaces()]
    .filter(([, lost]) => lost > 0)
    .map(([shop, lost]) => ({
      kind: "service",
      rule: "stock-conflicts",
      subject,
      item: shop,
      severity: "yellow",
      value: lost,
      title: `${shop}: ${lost === 1 ? "a buyer" : `${lost} buyers`} came too late for the last units`,
      detail: `Lost races for stock within ${stockConflicts.windowSeconds} s; none is expected. Nothing is sold twice, and nobody was charged.`,
      forMs: stockConflicts.forMs,
    }));
}
