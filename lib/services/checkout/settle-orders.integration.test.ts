import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testCards } from "#lib/contract/test-cards.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { cartItems, orders, products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { goodCard, newKey, newVisitor, putIntoCart, startShop } from "../testing/shop-under-test.ts";
import { settleOrders } from "./settle-orders.ts";

const [cable, bonsai] = ["FM-EL-01", "FM-HG-02"];
const stocksOf = async ({ db }: Store) => {
  const rows = await db.select().from(products);
  return [cable, bonsai].map((sku) => rows.find((row) => row.sku === sku)?.stock);
};

describeOnEveryStore("the reconciler", (open) => {
  async function openStocked(): Promise<Store> {
    const store = await open({ poolSize: 8 });
    await stockCatalogue({ store }, { clear: false });
    return store;
  }

  test("settles what the card network took unheard, and cancels what it refused, with everything put back", async () => {
    const store = await openStocked();
    const shop = startShop(store);
    const [unheard, refused] = [newVisitor(), newVisitor()];
    for (const visitorId of [unheard, refused])
      await putIntoCart(store, visitorId, { [cable]: 1, [bonsai]: 2 });
    const arm = (kind: "reply-lost" | "error-rate", target: string) =>
      shop.mesh.faults.arm({ kind, target, parameters: {}, share: 1, durationSeconds: 60 });
    arm("reply-lost", "db-service/record-capture");
    arm("error-rate", "db-service/cancel-order");
    const late = { ...goodCard, number: testCards[5].number };
    const replies = await Promise.all([
      shop.buy({ visitorId: unheard, key: newKey() }),
      shop.buy({ visitorId: refused, key: newKey(), card: late }),
    ]);
    expect(replies).toMatchObject([{ body: "payment_unconfirmed" }, { body: "payment_unconfirmed" }]);
    shop.mesh.faults.halt();
    expect(await settleOrders(shop.ctx)).toEqual({ found: 0, settled: 0, passOver: 0 });
    await store.db.update(orders).set({ createdAt: sql`now() - interval '1 minute'` });
    expect(await settleOrders(shop.ctx)).toEqual({ found: 2, settled: 2, passOver: 0 });
    const ended = await store.db.select().from(orders);
    expect(new Map(ended.map(({ visitorId, status }) => [visitorId, status]))).toEqual(
      new Map([
        [unheard, "paid"],
        [refused, "cancelled"],
      ]),
    );
    expect(await stocksOf(store)).toEqual([119, 10]);
    const inCart = await store.db.select().from(cartItems).orderBy(cartItems.addedAt);
    expect(inCart.map(({ visitorId, sku, quantity }) => [visitorId, sku, quantity])).toEqual([
      [refused, cable, 1],
      [refused, bonsai, 2],
    ]);
  });

  test("settles the newest as well, though a hundred older orders can never be", async () => {
    const store = await openStocked();
    const shop = startShop(store);
    const visitorId = newVisitor();
    await putIntoCart(store, visitorId, { [cable]: 1 });
    const armed = shop.mesh.faults.arm({
      kind: "reply-lost",
      target: "db-service/record-capture",
      parameters: {},
      share: 1,
      durationSeconds: 60,
    });
    expect((await shop.buy({ visitorId, key: newKey() })).body).toBe("payment_unconfirmed");
    shop.mesh.faults.remove(armed.id);
    await store.db.update(orders).set({ createdAt: sql`now() - interval '1 minute'` });
    const [order] = await store.db.select().from(orders);
    if (!order) throw new Error("no order was placed");
    // Nobody knows a payment of theirs.
    const hopeless = Array.from({ length: 100 }, (_, nth) => ({
      ...order,
      id: `ord_hopeless_${nth}`,
      createdAt: new Date(order.createdAt.getTime() - 60_000),
    }));
    await store.db.insert(orders).values(hopeless);
    expect(await settleOrders(shop.ctx)).toEqual({ found: 100, settled: 0, passOver: 100 });
    expect(await settleOrders(shop.ctx, 100)).toEqual({ found: 1, settled: 1, passOver: 0 });
    expect(await store.db.$count(orders, eq(orders.status, "paid"))).toBe(1);
  });
});
