import type { VendorSummary } from "#lib/contract/vendor-answers.ts";

const at = "2026-11-21T10:00:00.000Z";

/** A vendor of which all is well, apart from what is said of it. */
export function vendor(code: string, said: Partial<VendorSummary> = {}): VendorSummary {
  const judged = { severity: "dark-green", since: at, observedAt: at } as const;
  return {
    code,
    name: `Vendor ${code}`,
    city: "Oslo",
    worst: "dark-green",
    since: at,
    status: { status: "online", offlineSince: null, offlineMinutes: 0, ...judged },
    products: { products: 40, available: 40, availablePercent: 100, ...judged },
    discount: null,
    spark: [],
    ...said,
  };
}

/** Offline for so long. */
export function offline(minutes: number): Pick<VendorSummary, "status" | "worst"> {
  const severity = minutes >= 60 ? "cherry" : "yellow";
  const status = {
    status: "offline",
    offlineSince: at,
    offlineMinutes: minutes,
    severity,
    since: at,
  } as const;
  return { worst: severity, status: { ...status, observedAt: at } };
}
