// Who sells: the same vendors for the same seed, whenever they are asked for.
import { keyedRandom } from "#lib/kernel/random.ts";
import { cities, owners, trades } from "./people.ts";

export type DiscountedItem = { item: string; product: string; initial: number };

export type BuiltInVendor = {
  code: string;
  name: string;
  city: string;
  /** Of the city's clock to UTC. */
  offsetMinutes: number;
  opensAtMinute: number;
  closesAtMinute: number;
  products: number;
  /** Part of its products that is to be had on an ordinary morning. */
  care: number;
  items: readonly DiscountedItem[];
};

const discounterShare = 0.35;
const mostItems = 4;

export function vendorCode(index: number): string {
  return `V${String(index + 1).padStart(4, "0")}`;
}

export function vendorCodes(count: number): string[] {
  return Array.from({ length: count }, (_, index) => vendorCode(index));
}

export function createVendors(seed: string, count: number): BuiltInVendor[] {
  return vendorCodes(count).map((code) => createVendor(seed, code));
}

function createVendor(seed: string, code: string): BuiltInVendor {
  const random = keyedRandom(seed, "vendor", code);
  const trade = random.pick(trades);
  const { city, offsetMinutes } = random.pick(cities);
  const howMany = random.chance(discounterShare) ? 1 + random.integer(mostItems) : 0;
  return {
    code,
    name: `${random.pick(owners)} ${random.pick(trade.names)}`,
    city,
    offsetMinutes,
    opensAtMinute: 7 * 60 + 30 * random.integer(8),
    closesAtMinute: 19 * 60 + 30 * random.integer(9),
    products: Math.max(12, Math.round(random.lognormal(90, 0.7))),
    care: 0.95 + 0.05 * random.next(),
    items: Array.from({ length: Math.min(howMany, trade.goods.length) }, (_, nth) => ({
      item: `${code}-${nth + 1}`,
      product: trade.goods[nth] ?? trade.goods[0],
      initial: 20 + 5 * random.integer(21),
    })),
  };
}
