// The vendors that are there without any other system: what they say is a function of seed, vendor and time, and of what
// is wrong with them.
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Conditions, VendorConditions } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { inSlices } from "../in-slices.ts";
import { emptyAnswer, readRows } from "../read-rows.ts";
import type { VendorSource } from "../types.ts";
import { type BuiltInVendor, createVendors } from "./create-vendors.ts";
import { availableProducts, leftOf, offlineSinceMs } from "./daily-life.ts";
import { garble } from "./garble.ts";

type Options = {
  seed: string;
  count: number;
  clock: Pick<Clock, "nowMs">;
  conditions: Pick<Conditions, "atVendor">;
};
type Row = Record<string, unknown>;
type Told = { seed: string; vendor: BuiltInVendor; at: VendorConditions | undefined; nowMs: number };

const vendorsAtOnce = 500;

const rowsOf: Record<VendorQuestion, (told: Told) => Row[]> = {
  "vendor-status": tellStatus,
  "vendor-product-status": tellProducts,
  "discount-stock": tellStock,
};

export function createSimulatedSource({ seed, count, clock, conditions }: Options): VendorSource {
  const vendors = createVendors(seed, count);
  return {
    name: "simulated",
    async ask(question, signal) {
      const nowMs = clock.nowMs();
      const rows: Row[] = [];
      await inSlices(vendors, vendorsAtOnce, (slice) => {
        signal.throwIfAborted();
        for (const vendor of slice) {
          const at = conditions.atVendor(vendor.code);
          const told = rowsOf[question]({ seed, vendor, at, nowMs });
          rows.push(
            ...(at?.garbled ? told.map((row, nth) => garble(row, vendor.code, question, nth)) : told),
          );
        }
      });
      const answer = emptyAnswer();
      await readRows(question, rows, answer);
      return { rows: answer.rows, bad: answer.bad };
    },
    close: async () => undefined,
  };
}

const named = ({ code, name, city }: BuiltInVendor) => ({ code, name, city });

function tellStatus({ seed, vendor, at, nowMs }: Told): Row[] {
  const since = [offlineSinceMs(seed, vendor, nowMs), at?.offlineSinceMs].filter((ms) => ms !== undefined);
  const offlineSince = since.length > 0 ? new Date(Math.min(...since)).toISOString() : null;
  return [{ ...named(vendor), status: offlineSince ? "offline" : "online", offline_since: offlineSince }];
}

function tellProducts({ seed, vendor, at, nowMs }: Told): Row[] {
  const { products } = vendor;
  const most = Math.floor((products * (at?.mostAvailablePercent ?? 100)) / 100);
  return [{ ...named(vendor), products, available: Math.min(most, availableProducts(seed, vendor, nowMs)) }];
}

function tellStock({ seed, vendor, at, nowMs }: Told): Row[] {
  return vendor.items.map((item) => {
    const most = Math.floor((item.initial * (at?.mostLeftPercent ?? 100)) / 100);
    return { ...named(vendor), ...item, left: Math.min(most, leftOf(seed, vendor, item, nowMs)) };
  });
}
