import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openStore } from "#lib/store/open.ts";
import { silentLog } from "#lib/store/testing/every-store.ts";
import { createDatabase, type TestDatabase } from "#lib/store/testing/postgres-databases.ts";
import type { Store } from "#lib/store/types.ts";
import type { KeptReply } from "../keyed-purchase.ts";
import { stockCatalogue } from "../stock-catalogue.ts";
import { type FlashSaleShop, openFlashSaleShop } from "../testing/flash-sale-shop.ts";
import { sellCarelessly } from "../testing/sell-carelessly.ts";
import { readSaleStock, watchStock } from "../testing/watch-stock.ts";

const server = inject("postgresServer");
const units = 20;
const buyers = 300;

describe.skipIf(server === undefined)("three processes' buyers racing for one sale, on PostgreSQL", () => {
  let database: TestDatabase;
  const stores: Store[] = [];
  const shops: FlashSaleShop[] = [];

  beforeAll(async () => {
    if (!server) return;
    database = await createDatabase(server.url, server.template);
    for (let nth = 0; nth < 4; nth += 1)
      stores.push(await openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog }));
    await stockCatalogue({ store: storeOf(0) }, { clear: false });
    for (const store of stores.slice(0, 3)) shops.push(openFlashSaleShop(store));
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await database?.drop();
  });
  const storeOf = (nth: number) => stores[nth % 3] as Store;
  const shopOf = (nth: number) => shops[nth % 3] as FlashSaleShop;
  const crowd = Array.from({ length: buyers }, (_, nth) => nth);
  const keyOf = (saleId: string, nth: number) => `${saleId}-key-${nth}`;

  /** Some at a time, so that each process settles many small batches, and not one that holds everybody. */
  async function sellTo(saleId: string, buyers: readonly number[]): Promise<KeptReply[]> {
    const replies: KeptReply[] = [];
    const queue = [...buyers];
    const shopper = async () => {
      for (let nth = queue.shift(); nth !== undefined; nth = queue.shift())
        replies.push(await shopOf(nth).buy(saleId, `visitor-${nth}`, keyOf(saleId, nth)));
    };
    await Promise.all(Array.from({ length: 30 }, shopper));
    return replies;
  }

  test("never sell a unit that is not there, and what is left is right at every look", async () => {
    let lostBefore = 0;
    // The last unit is where it matters, so there are many last units.
    for (let sale = 0; sale < 12; sale += 1) {
      const saleId = await shopOf(0).sell(units);
      const witness = watchStock(stores[3] as Store, saleId);
      const replies = await sellTo(saleId, crowd.slice(0, 3 * units));
      expect(await witness.stop()).toEqual([]);
      expect(witness.readings().at(-1)).toEqual({ units, left: 0, sold: units });
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(units);
      const lost = shops.reduce((sum, shop) => sum + shop.lostRaces(), 0);
      expect(lost - lostBefore).toBe(2 * units);
      lostBefore = lost;
    }
  });

  test("give one key one order and the same bytes, whichever process is asked", async () => {
    const saleId = await shopOf(0).sell(units);
    const replies = await Promise.all(
      crowd.map((nth) => shopOf(nth).buy(saleId, "one-visitor", keyOf(saleId, nth % 2))),
    );
    expect(new Set(replies.map(({ body }) => body)).size).toBe(2);
    expect(await readSaleStock(storeOf(0), saleId)).toEqual({ units, left: units - 2, sold: 2 });
  });

  test("wait for whoever settles the same order elsewhere, and not in a circle", async () => {
    const saleId = await shopOf(0).sell(1);
    const buy = () => shopOf(0).buy(saleId, "half-done", keyOf(saleId, 0));
    const first = await buy();
    const { orderId } = JSON.parse(first.body) as { orderId: string };
    const { db } = storeOf(1);
    await db.execute(sql`update orders set status = 'processing' where id = ${orderId}`);
    await db.execute(sql`update payments set state = 'authorized' where order_id = ${orderId}`);
    await db.execute(sql`update idempotency_keys set reply_status = null where order_id = ${orderId}`);
    const lockWaits = sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    const finished = await db.transaction(async (tx) => {
      await tx.execute(sql`select from orders where id = ${orderId} for update`);
      const again = buy();
      await expect.poll(() => storeOf(2).db.execute(lockWaits)).toMatchObject({ rowCount: 1 });
      await tx.execute(sql`update payments set state = 'captured' where order_id = ${orderId}`);
      await tx.execute(sql`update orders set status = 'paid' where id = ${orderId}`);
      return { again };
    });
    expect(await finished.again).toEqual(first);
  });

  test("oversell when each looks before they take: the witness is not blind", async () => {
    const saleId = await shopOf(0).sell(units);
    const witness = watchStock(stores[3] as Store, saleId);
    await Promise.all(
      crowd.map((nth) =>
        sellCarelessly(storeOf(nth), saleId, { visitorId: `v-${nth}`, key: keyOf(saleId, nth) }),
      ),
    );
    const impossible = await witness.stop();
    expect(impossible.at(-1)?.sold).toBeGreaterThan(units);
  });
});
