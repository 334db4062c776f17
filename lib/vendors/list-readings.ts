// What is known as the answer to one question, page after page in the order of codes.
import { sql } from "drizzle-orm";
import type { z } from "zod/mini";
import type { VendorPageQuery } from "#lib/contract/vendor.ts";
import type {
  DiscountStockList,
  VendorProductStatusList,
  VendorStatusList,
} from "#lib/contract/vendor-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { vendorReadings, vendors } from "#lib/store/vendor-tables.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";
import { type Freshness, readFreshness } from "./read-freshness.ts";
import type { Reading, VendorName } from "./reading.ts";
import { joinAnswered, readingColumnsOf, toReading } from "./readings-table.ts";
import { toDiscountRow, toProductsRow, toStatusRow } from "./to-row.ts";
import type { VendorsContext } from "./types.ts";

export const listStatuses = (
  ctx: VendorsContext,
  query: VendorPageQuery,
): Promise<z.infer<typeof VendorStatusList>> => listReadings(ctx, "vendor-status", query, toStatusRow);

export const listProductStatuses = (
  ctx: VendorsContext,
  query: VendorPageQuery,
): Promise<z.infer<typeof VendorProductStatusList>> =>
  listReadings(ctx, "vendor-product-status", query, toProductsRow);

export const listDiscountStock = (
  ctx: VendorsContext,
  query: VendorPageQuery,
): Promise<z.infer<typeof DiscountStockList>> => listReadings(ctx, "discount-stock", query, toDiscountRow);

type Page<Row> = { vendors: Row[]; next: string | null; freshness: Freshness };

async function listReadings<Row>(
  ctx: VendorsContext,
  question: VendorQuestion,
  { limit, cursor }: VendorPageQuery,
  toRow: (reading: Reading, vendor: VendorName) => Row,
): Promise<Page<Row>> {
  const after = readCursor(cursor);
  return ask(ctx.store, async (db) => {
    const found = rowsOf(
      await db.execute(sql`
        select ${readingColumnsOf("known")}, vendor.name, vendor.city
        from ${vendorReadings} as known join ${vendors} as vendor on vendor.code = known.code ${joinAnswered("known")}
        where known.question = ${question} and (known.code, known.item) > (${after.code}, ${after.item})
        order by known.code, known.item limit ${limit + 1}`),
    );
    const page = found.slice(0, limit).map((row) => ({
      reading: toReading(row),
      vendor: { name: String(row.name), city: String(row.city) },
    }));
    const last = found.length > limit ? page.at(-1)?.reading : undefined;
    const freshness = await readFreshness(db, ctx);
    return {
      vendors: page.map(({ reading, vendor }) => toRow(reading, vendor)),
      next: last ? writeCursor(last) : null,
      freshness: freshness[question],
    };
  });
}
