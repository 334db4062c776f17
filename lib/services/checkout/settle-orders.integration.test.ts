import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testCards } from "#lib/contract/test-cards.ts";
import { orderIdOf, paymentIdOf } from "#lib/shop/order-id.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { captures, cartItems, orders, payments, products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import {
  goodCard,
  newKey,
  newVisitor,
  putIntoCart,
  type ShopUnderTest,
  startShop,
} from "../testing/shop-under-test.ts";
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
    expect(await settleOrders(shop.ctx)).toEqual({ found: 0, settled: 0 });
    await store.db.update(orders).set({ createdAt: sql`now() - interval '1 minute'` });
    expect(await settleOrders(shop.ctx)).toEqual({ found: 2, settled: 2 });
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

  /** Orders whose money was taken long ago, unheard. */
  async function openMany(store: Store, count: number): Promise<void> {
    const shop = startShop(store);
    const visitorId = newVisitor();
    await putIntoCart(store, visitorId, { [cable]: 1 });
    shop.mesh.faults.arm({
      kind: "reply-lost",
      target: "db-service/record-capture",
      parameters: {},
      share: 1,
      durationSeconds: 60,
    });
    expect((await shop.buy({ visitorId, key: newKey() })).body).toBe("payment_unconfirmed");
    const [order] = await store.db.select().from(orders);
    const [payment] = await store.db.select().from(payments);
    const [capture] = await store.db.select().from(captures);
    if (!order || !payment || !capture) throw new Error("nothing was captured");
    const others = Array.from({ length: count - 1 }, () => orderIdOf(newVisitor(), newKey()));
    const idsOf = (orderId: string) => ({ orderId, paymentId: paymentIdOf(orderId) });
    await store.db.insert(orders).values(others.map((id) => ({ ...order, id })));
    await store.db
      .insert(payments)
      .values(others.map((orderId) => ({ ...payment, orderId, id: paymentIdOf(orderId) })));
    await store.db.insert(captures).values(others.map((orderId) => ({ ...capture, ...idsOf(orderId) })));
    await store.db.update(orders).set({ createdAt: sql`now() - interval '1 minute'` });
  }

  const settledBy = (shop: ShopUnderTest) =>
    shop.mesh.calls
      .filter(({ operation }) => operation === "settle")
      .map(({ input }) => Object(input).orderId);

  test("settles all that wait in one go, and each of them once, though two processes are at it", async () => {
    const store = await openStocked();
    await openMany(store, 120);
    const shops = [startShop(store), startShop(store)];
    const rounds = await Promise.all(shops.map(({ ctx }) => settleOrders(ctx)));
    const sum = (name: "found" | "settled") => rounds.reduce((all, round) => all + round[name], 0);
    expect([sum("found"), sum("settled")]).toEqual([120, 120]);
    expect(await store.db.$count(orders, eq(orders.status, "paid"))).toBe(120);
    const settled = shops.flatMap(settledBy);
    expect(settled).toHaveLength(120);
    expect(new Set(settled).size).toBe(120);
  });

  test("begins nothing more once the process stops", async () => {
    const store = await openStocked();
    await openMany(store, 110);
    const shop = startShop(store);
    const stopping = new AbortController();
    const mesh: typeof shop.ctx.mesh = {
      ...shop.ctx.mesh,
      enter(envelope, signal) {
        stopping.abort();
        return shop.ctx.mesh.enter(envelope, signal);
      },
    };
    const { found, settled } = await settleOrders({ ...shop.ctx, mesh }, stopping.signal);
    expect(found).toBe(100);
    expect(settled).toBe(settledBy(shop).length);
    expect(settled).toBeLessThan(20);
  });

  test("goes on with the newest, though a hundred older orders can never be settled", async () => {
    const store = await openStocked();
    await openMany(store, 2);
    const [order] = await store.db.select().from(orders);
    if (!order) throw new Error("no order was placed");
    // Nobody knows a payment of theirs.
    const hopeless = Array.from({ length: 100 }, (_, nth) => ({
      ...order,
      id: `ord_hopeless_${nth}`,
      createdAt: new Date(order.createdAt.getTime() - 60_000),
    }));
    await store.db.insert(orders).values(hopeless);
    const { ctx } = startShop(store);
    expect(await settleOrders(ctx)).toEqual({ found: 100, settled: 0 });
    expect(await settleOrders(ctx)).toEqual({ found: 2, settled: 2 });
    expect(await store.db.$count(orders, eq(orders.status, "paid"))).toBe(2);
    expect(await settleOrders(ctx)).toEqual({ found: 0, settled: 0 });
    await store.db.update(orders).set({ settlingUntil: sql`now() - interval '1 second'` });
    expect(await settleOrders(ctx)).toEqual({ found: 100, settled: 0 });
  });
});
