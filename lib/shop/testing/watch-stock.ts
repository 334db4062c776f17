// A witness of a sale: reads units, what is left and what was sold in one snapshot, again and again while buyers race.
import { eq, sql } from "drizzle-orm";
import { flashSales, orders } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

export type StockReading = { units: number; left: number; sold: number };
export type StockWitness = {
  readings(): readonly StockReading[];
  /** Reads a last time; resolves with every reading that cannot be true. */
  stop(): Promise<StockReading[]>;
};

/** At once: on a slow machine one alone would see too little. */
const readers = 3;

export async function readSaleStock({ db }: Pick<Store, "db">, saleId: string): Promise<StockReading> {
  const sold = sql<number>`(select count(*)::integer from ${orders}
    where flash_sale_id = ${saleId} and status <> 'cancelled')`;
  const [reading] = await db
    .select({ units: flashSales.units, left: flashSales.leftUnits, sold })
    .from(flashSales)
    .where(eq(flashSales.id, saleId));
  if (!reading) throw new Error(`There is no sale ${saleId}`);
  return reading;
}

export const isSound = ({ units, left, sold }: StockReading) => left >= 0 && units - sold === left;

export function watchStock(store: Pick<Store, "db">, saleId: string): StockWitness {
  const readings: StockReading[] = [];
  let stopped = false;
  const watch = async () => {
    while (!stopped) readings.push(await readSaleStock(store, saleId));
  };
  const watching = Promise.all(Array.from({ length: readers }, watch));
  return {
    readings: () => readings,
    async stop() {
      stopped = true;
      await watching;
      readings.push(await readSaleStock(store, saleId));
      return readings.filter((reading) => !isSound(reading));
    },
  };
}
