// Readings in the words of the contract.
import type {
  DiscountStockRow,
  VendorProductStatusRow,
  VendorStatusRow,
} from "#lib/contract/vendor-answers.ts";
import type { Reading, VendorName } from "./reading.ts";

function judged({ severity, sinceMs, observedAtMs }: Reading) {
  return { severity, since: isoTime(sinceMs), observedAt: isoTime(observedAtMs) };
}

export function toStatusRow(reading: Reading, { name, city }: VendorName): VendorStatusRow {
  const { code, value, facts } = reading;
  return {
    code,
    name,
    city,
    status: facts.status === "offline" ? "offline" : "online",
    offlineSince: facts.offlineSince ? String(facts.offlineSince) : null,
    offlineMinutes: value,
    ...judged(reading),
  };
}

export function toProductsRow(reading: Reading, { name, city }: VendorName): VendorProductStatusRow {
  const { code, value, facts } = reading;
  return {
    code,
    name,
    city,
    products: Number(facts.products),
    available: Number(facts.available),
    availablePercent: value,
    ...judged(reading),
  };
}

export function toDiscountRow(reading: Reading, { name, city }: VendorName): DiscountStockRow {
  const { code, item, value, facts } = reading;
  return {
    code,
    name,
    city,
    item,
    product: String(facts.product),
    left: Number(facts.left),
    initial: Number(facts.initial),
    leftPercent: value,
    ...judged(reading),
  };
}

export const isoTime = (ms: number) => new Date(ms).toISOString();
