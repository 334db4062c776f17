// What happens at a vendor in the course of its own day: a pure function of seed, vendor and time. Days are planned each by
// itself, between opening and closing, so that no evening has to be known to tell the morning after it.
import { keyedFraction, keyedRandom } from "#lib/kernel/random.ts";
import type { BuiltInVendor, DiscountedItem } from "./create-vendors.ts";

const dayMinutes = 1_440;
const minuteMs = 60_000;

/** Days on which a vendor is away for a while; most come back before anybody need care. */
const absentDays = 0.45;
/** Days on which a good part of the products is not to be had for some hours. */
const shortDays = 0.045;
/** Days on which a discount is so popular that hardly anything is left of it in the evening. */
const rushDays = 0.05;

type Day = { number: number; startMs: number; minute: number };

function localDay({ offsetMinutes }: BuiltInVendor, nowMs: number): Day {
  const localMinutes = nowMs / minuteMs + offsetMinutes;
  const number = Math.floor(localMinutes / dayMinutes);
  const startMs = (number * dayMinutes - offsetMinutes) * minuteMs;
  return { number, startMs, minute: localMinutes - number * dayMinutes };
}

/** 0 before opening, 1 from closing on. */
function progress({ opensAtMinute, closesAtMinute }: BuiltInVendor, minute: number): number {
  return Math.min(1, Math.max(0, (minute - opensAtMinute) / (closesAtMinute - opensAtMinute)));
}

/** Since when it takes no orders though it should; undefined while all is well. Closed shops are nobody's trouble. */
export function offlineSinceMs(seed: string, vendor: BuiltInVendor, nowMs: number): number | undefined {
  const { number, startMs, minute } = localDay(vendor, nowMs);
  const random = keyedRandom(seed, "absence", vendor.code, number);
  if (!random.chance(absentDays)) return undefined;
  const { opensAtMinute, closesAtMinute } = vendor;
  const from = opensAtMinute + random.next() * (closesAtMinute - opensAtMinute);
  const until = Math.min(closesAtMinute, from + random.lognormal(14, 0.9));
  return minute >= from && minute < until ? Math.round(startMs + from * minuteMs) : undefined;
}

/** Towards the evening some things run out; by the morning they are back. */
export function availableProducts(seed: string, vendor: BuiltInVendor, nowMs: number): number {
  const { number, minute } = localDay(vendor, nowMs);
  const random = keyedRandom(seed, "products", vendor.code, number);
  const sold = 0.02 + 0.08 * random.next();
  const isShort = random.chance(shortDays);
  const { opensAtMinute, closesAtMinute } = vendor;
  const from = opensAtMinute + random.next() * (closesAtMinute - opensAtMinute);
  const until = Math.min(closesAtMinute, from + 90 + random.next() * 150);
  const left = isShort && minute >= from && minute < until ? 0.3 + 0.28 * random.next() : 1;
  const hour = Math.floor(minute / 60);
  const wobble = 0.02 * keyedFraction(seed, "products", vendor.code, number, hour);
  const done = progress(vendor, minute);
  const dip = done < 1 ? sold * done : 0;
  return Math.round(vendor.products * Math.max(0, (vendor.care - dip - wobble) * left));
}

/** Sold from opening to closing, and filled up again then. */
export function leftOf(seed: string, vendor: BuiltInVendor, item: DiscountedItem, nowMs: number): number {
  const { number, minute } = localDay(vendor, nowMs);
  const random = keyedRandom(seed, "discount", item.item, number);
  const isRush = random.chance(rushDays);
  const sold = isRush ? 0.86 + 0.14 * random.next() : 0.15 + 0.55 * random.next();
  const done = progress(vendor, minute);
  // Few come in the morning, most around noon and in the evening.
  const pace = done < 1 ? done * done * (3 - 2 * done) : 0;
  return Math.round(item.initial * (1 - sold * pace));
}
