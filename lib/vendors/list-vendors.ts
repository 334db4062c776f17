// Every vendor with the worst of what is known of it: the table of the control room, which filters by itself.
import type { z } from "zod/mini";
import { severities } from "#lib/contract/severity.ts";
import type { VendorList, VendorSummary as VendorSummarySchema } from "#lib/contract/vendor-answers.ts";
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import { readSparks } from "./history/read-sparks.ts";
import { inSlices } from "./in-slices.ts";
import { readFreshness } from "./read-freshness.ts";
import type { Reading, VendorName } from "./reading.ts";
import { readReadings } from "./readings-table.ts";
import { compare } from "./to-change.ts";
import { isoTime, toDiscountRow, toProductsRow, toStatusRow } from "./to-row.ts";
import type { VendorsContext } from "./types.ts";
import { readVendorNames } from "./vendors-table.ts";

type VendorSummary = z.infer<typeof VendorSummarySchema>;
type Known = Record<VendorQuestion, Reading[]>;

const summariesAtOnce = 1_000;

export function listVendors(ctx: VendorsContext): Promise<VendorList> {
  return ask(ctx.store, async (db) => {
    const known = new Map<string, Known>();
    for (const question of vendorQuestions) {
      for (const reading of (await readReadings(db, question)).values()) {
        const one = known.get(reading.code) ?? nothing();
        known.set(reading.code, one);
        one[question].push(reading);
      }
    }
    const names = await readVendorNames(db);
    const freshness = await readFreshness(db, ctx);
    const productsNow = new Map(
      [...known].map(
        ([
          code,
          {
            "vendor-product-status": [one],
          },
        ]) => [code, one && !one.isMissed ? one.value : null],
      ),
    );
    const sparks = await readSparks(db, productsNow, ctx.clock.nowMs());
    const summaries: VendorSummary[] = [];
    await inSlices([...known], summariesAtOnce, (slice) => {
      for (const [code, readings] of slice)
        summaries.push(summarise(code, names.get(code), readings, sparks.get(code) ?? []));
    });
    return { vendors: summaries.sort(byWorst), freshness: vendorQuestions.map((one) => freshness[one]) };
  });
}

const nothing = (): Known => ({ "discount-stock": [], "vendor-status": [], "vendor-product-status": [] });

function summarise(
  code: string,
  vendor: VendorName = { name: code, city: "" },
  known: Known,
  spark: (number | null)[],
): VendorSummary {
  const [status] = known["vendor-status"];
  const [products] = known["vendor-product-status"];
  const discounts = known["discount-stock"].toSorted(byBadness);
  const [discount] = discounts;
  const [worst] = [status, products, discount].filter((one) => one !== undefined).sort(byBadness);
  return {
    code,
    name: vendor.name,
    city: vendor.city,
    worst: worst?.severity ?? "dark-green",
    since: isoTime(worst?.sinceMs ?? 0),
    status: status ? withoutVendor(toStatusRow(status, vendor)) : null,
    products: products ? withoutVendor(toProductsRow(products, vendor)) : null,
    discount: discount
      ? { ...withoutVendor(toDiscountRow(discount, vendor)), items: discounts.length }
      : null,
    spark,
  };
}

function withoutVendor<Row extends { code: string; name: string; city: string }>(row: Row) {
  const { code: _code, name: _name, city: _city, ...rest } = row;
  return rest;
}

/** The worse severity first; of equal ones what has been so for longer. */
export function byBadness(one: Reading, other: Reading): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity) || one.sinceMs - other.sinceMs;
}

function byWorst(one: VendorSummary, other: VendorSummary): number {
  return (
    severities.indexOf(one.worst) - severities.indexOf(other.worst) ||
    compare(one.name, other.name) ||
    compare(one.code, other.code)
  );
}
