import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { FlashSale, NewFlashSale } from "#lib/contract/flash-sale.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import { flashSales, products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { toFlashSale } from "./flash-sale-state.ts";

type Context = { store: Pick<Store, "db">; clock: Pick<Clock, "nowMs">; stockChanged(): void };

export async function createFlashSale(
  { store, clock, stockChanged }: Context,
  input: NewFlashSale,
): Promise<FlashSale> {
  const { tenant, sku, units, priceMinor, durationSeconds } = input;
  const nowMs = clock.nowMs();
  const startMs = input.startsAt === undefined ? nowMs : Date.parse(input.startsAt);
  const goods = await ask(store, (db) =>
    db.query.products.findFirst({ where: and(eq(products.sku, sku), eq(products.tenant, tenant)) }),
  );
  if (!goods)
    throw new AppError(
      "not_found",
      `The shop ${tenant} has no product ${sku}. GET /api/products lists them.`,
    );
  const row = {
    id: `sale_${randomBytes(6).toString("hex")}`,
    tenant,
    sku,
    priceMinor,
    units,
    leftUnits: units,
    startsAt: new Date(startMs),
    endsAt: new Date(startMs + durationSeconds * 1_000),
    createdAt: new Date(nowMs),
  };
  await ask(store, (db) => db.insert(flashSales).values(row));
  stockChanged();
  return toFlashSale(row, goods, nowMs);
}
