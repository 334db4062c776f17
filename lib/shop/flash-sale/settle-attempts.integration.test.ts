import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { orderIdOf } from "../order-id.ts";
import { stockCatalogue } from "../stock-catalogue.ts";
import { type FlashSaleShop, openFlashSaleShop } from "../testing/flash-sale-shop.ts";
import { readSaleStock } from "../testing/watch-stock.ts";

describeOnEveryStore("a flash sale", (open) => {
  let store: Store;
  let shop: FlashSaleShop;
  let laterMs = 0;

  beforeAll(async () => {
    store = await open();
    await stockCatalogue({ store }, { clear: false });
    shop = openFlashSaleShop(store, { nowMs: () => Date.now() + laterMs });
  });
  const count = async (what: string) => {
    const result = (await store.db.execute(sql.raw(`select count(*) as n from ${what}`))) as unknown;
    return Number((result as { rows: { n: unknown }[] }).rows[0]?.n);
  };

  test("gives one order for a key that comes fifty times at once, and the others the same bytes", async () => {
    const saleId = await shop.sell(5);
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => shop.buy(saleId, "anna", "key-fifty")),
    );
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
    expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await readSaleStock(store, saleId)).toEqual({ units: 5, left: 4, sold: 1 });
  });

  test("books the payment as captured, here and with the card network", async () => {
    const saleId = await shop.sell(1);
    const { body } = await shop.buy(saleId, "berta", "key-booked");
    const { orderId } = JSON.parse(body) as { orderId: string };
    expect(await count(`orders where id = '${orderId}' and status = 'paid'`)).toBe(1);
    expect(await count(`payments where order_id = '${orderId}' and state = 'captured'`)).toBe(1);
    expect(await count(`captures where order_id = '${orderId}' and amount_minor = 990`)).toBe(1);
  });

  test.each([
    ["declined", "4000 0000 0000 0002"],
    ["authorised, and declined when the money is taken", "4000 0000 0000 0341"],
  ])("keeps a refusal and takes no unit for a card that is %s", async (_, number) => {
    const saleId = await shop.sell(1);
    const buy = () => shop.buy(saleId, "carla", `key-${saleId}`, { number });
    const first = await buy();
    expect(first).toMatchObject({ body: '"card_declined"', replayed: false });
    expect(await buy()).toEqual({ ...first, replayed: true });
    expect(await readSaleStock(store, saleId)).toEqual({ units: 1, left: 1, sold: 0 });
  });

  test("takes no card that has expired, and forgets that it was shown", async () => {
    const saleId = await shop.sell(1);
    const expired = shop.buy(saleId, "clara", "key-expired", { expiry: "01/20" });
    await expect(expired).rejects.toMatchObject({ code: "validation_failed" });
    expect(await shop.buy(saleId, "clara", "key-expired")).toMatchObject({ status: 201, replayed: false });
  });

  test("refuses a key that was used for something else, also at the same moment", async () => {
    const saleId = await shop.sell(5);
    const [first, second] = await Promise.allSettled([
      shop.buy(saleId, "dora", "key-reused"),
      shop.buy(saleId, "dora", "key-reused", { number: "4000 0000 0000 0002" }),
    ]);
    expect(first).toMatchObject({ value: { status: 201 } });
    expect(second).toMatchObject({ reason: { reason: "idempotency_key_reused" } });
    const later = shop.buy(await shop.sell(5), "dora", "key-reused");
    await expect(later).rejects.toMatchObject({ reason: "idempotency_key_reused" });
  });

  test("finishes what a process began and did not live to confirm: one order, the reply it would have given", async () => {
    const saleId = await shop.sell(5);
    const first = await shop.buy(saleId, "emma", "key-crashed");
    const { orderId } = JSON.parse(first.body) as { orderId: string };
    const undo = [
      sql`update orders set status = 'processing' where id = ${orderId}`,
      sql`update payments set state = 'authorized' where order_id = ${orderId}`,
      sql`delete from captures where order_id = ${orderId}`,
      sql`update idempotency_keys set reply_status = null, reply_body = null where key = 'key-crashed'`,
    ];
    for (const statement of undo) await store.db.execute(statement);
    expect(await shop.buy(saleId, "emma", "key-crashed")).toEqual(first);
    expect(await count(`captures where order_id = '${orderId}'`)).toBe(1);
    expect(await readSaleStock(store, saleId)).toEqual({ units: 5, left: 4, sold: 1 });
  });

  test("says sold out to who began too late and was never told", async () => {
    const saleId = await shop.sell(1);
    await shop.buy(saleId, "frida", "key-last-unit");
    const late = await shop.buy(saleId, "gerda", "key-late");
    expect(late.body).toBe('"sold_out"');
    await store.db.execute(
      sql`update idempotency_keys set reply_status = null, reply_body = null where key = 'key-late'`,
    );
    expect(await shop.buy(saleId, "gerda", "key-late")).toEqual(late);
  });

  test("says the same twice, though two processes are asked with one key at once", async () => {
    const shops = ["one", "two"].map((name) => openFlashSaleShop(store, { signature: ` by ${name}` }));
    const saleId = await shop.sell(1);
    await shop.buy(saleId, "lena", "key-last-of-all");
    for (const key of ["key-twice-1", "key-twice-2", "key-twice-3"]) {
      const replies = await Promise.all(shops.map((one) => one.buy(saleId, "mona", key)));
      expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
      expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(await shop.buy(saleId, "mona", key)).toMatchObject({ body: replies[0]?.body, replayed: true });
    }
  });

  test("is closed to new buyers once it is over, and still repeats what it said", async () => {
    const saleId = await shop.sell(5);
    const bought = await shop.buy(saleId, "hanna", "key-in-time");
    laterMs = 3_600_000;
    try {
      await expect(shop.buy(saleId, "hanna", "key-too-late")).rejects.toMatchObject({ reason: "not_open" });
      expect(await shop.buy(saleId, "hanna", "key-in-time")).toEqual({ ...bought, replayed: true });
    } finally {
      laterMs = 0;
    }
    // A key that met a closed door is still good.
    expect(await shop.buy(saleId, "hanna", "key-too-late")).toMatchObject({ status: 201, replayed: false });
  });

  test("refuses a key whose order has a payment already, and who waits with it buys all the same", async () => {
    const saleId = await shop.sell(5);
    const orderId = orderIdOf("jana", "key-foreign");
    await store.db.execute(sql`insert into payments (id, order_id, tenant, amount_minor, currency, created_at)
      values ('pay_of_another', ${orderId}, 'merch', 1, 'EUR', now())`);
    const [foreign, own] = await Promise.allSettled([
      shop.buy(saleId, "jana", "key-foreign"),
      shop.buy(saleId, "kira", "key-own"),
    ]);
    expect(foreign).toMatchObject({ reason: { reason: "idempotency_key_reused" } });
    expect(own).toMatchObject({ value: { status: 201 } });
    expect(await readSaleStock(store, saleId)).toEqual({ units: 5, left: 4, sold: 1 });
  });

  test("takes one crowd at a time, and the next when that has been answered", async () => {
    const saleId = await shop.sell(5);
    const first = shop.load(saleId, 20);
    await expect(shop.load(saleId, 20)).rejects.toMatchObject({
      reason: "load_running",
      headers: { "retry-after": "5" },
    });
    const elsewhere = await shop.load(await shop.sell(1), 2);
    expect(elsewhere).toMatchObject({ bought: 1, soldOut: 1 });
    expect(await first).toMatchObject({ bought: 5, soldOut: 15, failed: 0, left: 0 });
    expect(await shop.load(saleId, 20)).toMatchObject({ bought: 0, soldOut: 20 });
    await expect(shop.load("sale_000000000000", 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(shop.load("sale_000000000000", 1)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that does not exist is not found", async () => {
    await expect(shop.buy("sale_000000000000", "ida", "key-nowhere")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
