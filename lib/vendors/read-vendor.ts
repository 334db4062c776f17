import { desc, eq, sql } from "drizzle-orm";
import type { z } from "zod/mini";
import { severities } from "#lib/contract/severity.ts";
import type { VendorDetail as VendorDetailSchema } from "#lib/contract/vendor-answers.ts";
import { vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorEvents, vendorReadings, vendors } from "#lib/store/vendor-tables.ts";
import { byBadness } from "./list-vendors.ts";
import { readFreshness } from "./read-freshness.ts";
import { joinAnswered, readingColumnsOf, toReading } from "./readings-table.ts";
import { toDiscountRow, toProductsRow, toStatusRow } from "./to-row.ts";
import type { VendorsContext } from "./types.ts";

type VendorDetail = z.infer<typeof VendorDetailSchema>;

const mostEvents = 200;

/** Throws not_found for a code that no answer of the time that is kept named. */
export function readVendor(ctx: VendorsContext, code: string): Promise<VendorDetail> {
  return ask(ctx.store, async (db) => {
    const vendor = await findVendor(db, code);
    const found = rowsOf(
      await db.execute(sql`
        select known.question, ${readingColumnsOf("known")} from ${vendorReadings} as known ${joinAnswered("known")}
        where code = ${code} order by known.question, item`),
    ).map((row) => ({ question: row.question, reading: toReading(row) }));
    const readingsOf = (question: string) =>
      found.filter((one) => one.question === question).map(({ reading }) => reading);
    const [status] = readingsOf("vendor-status");
    const [products] = readingsOf("vendor-product-status");
    const freshness = await readFreshness(db, ctx);
    return {
      ...vendor,
      worst:
        severities.find((severity) => found.some(({ reading }) => reading.severity === severity)) ??
        "dark-green",
      status: status ? toStatusRow(status, vendor) : null,
      products: products ? toProductsRow(products, vendor) : null,
      discounts: readingsOf("discount-stock")
        .sort(byBadness)
        .map((reading) => toDiscountRow(reading, vendor)),
      events: await readEvents(db, code),
      freshness: vendorQuestions.map((question) => freshness[question]),
    };
  });
}

async function findVendor(db: Database, code: string) {
  const columns = { code: vendors.code, name: vendors.name, city: vendors.city };
  // PostgreSQL takes no NUL in a text, and no vendor has one.
  const [vendor] = code.includes("\0")
    ? []
    : await db.select(columns).from(vendors).where(eq(vendors.code, code));
  if (vendor) return vendor;
  throw new AppError("not_found", "There is no such vendor. GET /api/vendor-codes lists them.");
}

async function readEvents(db: Database, code: string): Promise<VendorDetail["events"]> {
  const rows = await db
    .select()
    .from(vendorEvents)
    .where(eq(vendorEvents.code, code))
    .orderBy(desc(vendorEvents.at), desc(vendorEvents.position))
    .limit(mostEvents);
  return rows.map(({ position, question, item, at, fromSeverity, toSeverity, value }) => ({
    id: String(position),
    question,
    item,
    at: at.toISOString(),
    from: fromSeverity,
    to: toSeverity,
    value,
  }));
}
