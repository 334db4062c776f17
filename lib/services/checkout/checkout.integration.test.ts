import { eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testCards } from "#lib/contract/test-cards.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { captures, cartItems, idempotencyKeys, orders, payments, products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { goodCard, newKey, newVisitor, orderIn, putIntoCart, startShop } from "../testing/shop-under-test.ts";
import { claimKey, endAttempt, pruneKeys } from "./key-rows.ts";
import { settleOrders } from "./settle-orders.ts";

const [cable, lastOne, bonsai] = ["FM-EL-01", "FM-EL-02", "FM-HG-02"];
const stockOf = async ({ db }: Store, sku: string) =>
  (await db.select().from(products).where(eq(products.sku, sku)))[0]?.stock;

describeOnEveryStore("buying", (open) => {
  async function openStocked(): Promise<Store> {
    const store = await open({ poolSize: 8 });
    await stockCatalogue({ store }, { clear: false });
    return store;
  }

  test("gives one order and the same bytes, though two processes get the same key fifty times", async () => {
    const store = await openStocked();
    const shops = [startShop(store), startShop(store)];
    const [visitorId, key] = [newVisitor(), newKey()];
    await putIntoCart(store, visitorId, { [cable]: 1 });
    const asked = Array.from({ length: 50 }, (_, nth) => shops[nth % 2]?.buy({ visitorId, key }));
    const replies = await Promise.all(asked);
    expect(new Set(replies.map((reply) => `${reply?.status} ${reply?.body}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
    expect(replies.filter((reply) => reply?.replayed === false)).toHaveLength(1);
    expect(await store.db.$count(orders)).toBe(1);
    expect(await store.db.$count(captures)).toBe(1);
    expect(await stockOf(store, cable)).toBe(119);
  });

  test("sells one cart once, though ten windows buy it at the same moment, each with a key of its own", async () => {
    const store = await openStocked();
    const shops = [startShop(store), startShop(store)];
    const visitorId = newVisitor();
    await putIntoCart(store, visitorId, { [cable]: 2, [bonsai]: 1 });
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, nth) => shops[nth % 2]?.buy({ visitorId, key: newKey() })),
    );
    expect(replies.filter((reply) => reply?.status === 201)).toHaveLength(1);
    const refused = replies.filter((reply) => reply?.status !== 201);
    expect(refused.every((reply) => reply?.status === 409 && /^cart_/.test(reply.body))).toBe(true);
    expect([await stockOf(store, cable), await stockOf(store, bonsai)]).toEqual([118, 11]);
  });

  test("gives the last one to one of twenty, and takes nothing from the others", async () => {
    const store = await openStocked();
    const shops = [startShop(store), startShop(store)];
    const buyers = Array.from({ length: 20 }, () => ({ visitorId: newVisitor(), key: newKey() }));
    const buy = (asked: (typeof buyers)[number], nth: number) => shops[nth % 2]?.buy(asked);
    for (const { visitorId } of buyers) await putIntoCart(store, visitorId, { [cable]: 2, [lastOne]: 1 });
    const replies = await Promise.all(buyers.map(buy));
    expect(replies.filter((reply) => reply?.status === 201)).toHaveLength(1);
    const refused = replies.filter((reply) => reply?.status !== 201);
    expect(refused.every((reply) => reply?.status === 409 && reply.body.startsWith("out_of_stock"))).toBe(
      true,
    );
    expect([await stockOf(store, lastOne), await stockOf(store, cable)]).toEqual([0, 118]);
    expect(await store.db.$count(cartItems)).toBe(2 * 19);
    expect(await store.db.$count(captures)).toBe(1);
    // Hearing the same answer again is no other race lost.
    await Promise.all(buyers.map(buy));
    expect(shops.reduce((sum, shop) => sum + shop.lostRaces(), 0)).toBe(19);
  });

  test("never gives back more than was taken, though twenty ask two processes at once", async () => {
    const store = await openStocked();
    const shops = [startShop(store), startShop(store)];
    const visitorId = newVisitor();
    await putIntoCart(store, visitorId, { [cable]: 1 });
    const { orderId } = orderIn(await startShop(store).buy({ visitorId, key: newKey() }));
    const asked = { visitorId, orderId, amountMinor: 290 };
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => shops[nth % 2]?.refund({ ...asked, key: newKey() })),
    );
    expect(replies.filter((reply) => reply?.status === 201)).toHaveLength(4);
    const refused = replies.filter((reply) => reply?.status !== 201);
    expect(refused.every((reply) => reply?.body.startsWith("refund_exceeds_payment"))).toBe(true);
    const [payment] = await store.db.select().from(payments);
    expect(payment).toMatchObject({ amountMinor: 1_290, refundedMinor: 4 * 290 });
  });

  test("takes a key over that a crashed process has left claimed, once the claim has run out", async () => {
    const store = await openStocked();
    const shop = startShop(store);
    const [visitorId, key] = [newVisitor(), newKey()];
    await putIntoCart(store, visitorId, { [cable]: 1 });
    const { makes, fingerprint } = await keyedBy(store, shop, { visitorId, key });
    expect(await shop.buy({ visitorId, key })).toMatchObject({ status: 409, body: "in_progress" });
    await store.db.update(idempotencyKeys).set({ claimedUntil: sql`now() - interval '1 second'` });
    const reply = await shop.buy({ visitorId, key });
    expect(reply.status).toBe(201);
    expect(orderIn(reply).orderId).toBe(makes);
    expect(fingerprint).toContain("4242");
  });

  test("keeps no refusal that is only a process set up wrongly: the same key buys at the next", async () => {
    const store = await openStocked();
    const wrong = startShop(store, { hosts: (service) => service !== "api-gateway" });
    const asked = { visitorId: newVisitor(), key: newKey() };
    await putIntoCart(store, asked.visitorId, { [cable]: 1 });
    expect(await wrong.buy(asked)).toMatchObject({ status: 503, body: "checkout_failed" });
    expect((await startShop(store).buy(asked)).status).toBe(201);
  });

  test("never places an order for an attempt that was given up", async () => {
    const store = await openStocked();
    const shop = startShop(store);
    const [visitorId, key] = [newVisitor(), newKey()];
    await putIntoCart(store, visitorId, { [cable]: 1 });
    const armed = shop.mesh.faults.arm({
      kind: "latency",
      target: "db-service/place-order",
      parameters: { delayMs: 300, jitterMs: 0 },
      share: 1,
      durationSeconds: 60,
    });
    const buying = shop.buy({ visitorId, key });
    await expect.poll(() => store.db.$count(idempotencyKeys)).toBe(1);
    await endAttempt({ store }, { visitorId, key }, 1);
    expect(await buying).toMatchObject({ status: 409, body: "in_progress" });
    expect(await store.db.$count(orders)).toBe(0);
    expect(await stockOf(store, cable)).toBe(120);
    shop.mesh.faults.remove(armed.id);
    expect((await shop.buy({ visitorId, key })).status).toBe(201);
  });

  test("forgets keys after a day, but none that is under way or has an order", async () => {
    const store = await openStocked();
    const shop = startShop(store);
    const visitorId = newVisitor();
    await putIntoCart(store, visitorId, { [cable]: 1 });
    const first = await shop.buy({ visitorId, key: "key-bought" });
    expect(first.status).toBe(201);
    expect((await shop.buy({ visitorId, key: "key-empty" })).status).toBe(409);
    const name = { visitorId, key: "key-claimed" };
    const claimed = { ...name, fingerprint: "", makes: "ord_claimed", requestId: "", refuse: () => first };
    await claimKey(shop.ctx, claimed);
    await store.db.update(idempotencyKeys).set({ createdAt: sql`now() - interval '25 hours'` });
    await pruneKeys(shop.ctx);
    const kept = await store.db.select().from(idempotencyKeys);
    expect(kept.map(({ key }) => key).toSorted()).toEqual(["key-bought", "key-claimed"]);
    expect(await shop.buy({ visitorId, key: "key-bought" })).toEqual({ ...first, replayed: true });
    expect(await store.db.$count(orders)).toBe(1);
    // An attempt that was left behind and made nothing goes as well.
    await endAttempt(shop.ctx, name, 1);
    await pruneKeys(shop.ctx);
    expect(await store.db.$count(idempotencyKeys)).toBe(1);
  });

  const anyAct = fc.record({
    visitor: fc.integer({ min: 0, max: 3 }),
    key: fc.integer({ min: 0, max: 2 }),
    lines: fc.dictionary(fc.constantFrom(cable, bonsai), fc.integer({ min: 1, max: 5 }), {
      minKeys: 1,
      noNullPrototype: true,
    }),
    card: fc.constantFrom(testCards[0], testCards[0], testCards[1], testCards[5]),
    refundMinor: fc.integer({ min: 1, max: 20_000 }),
    process: fc.boolean(),
  });

  test("keeps money and goods adding up, whatever is bought and refunded at the same time", {
    timeout: 120_000,
  }, async () => {
    const store = await openStocked();
    const [one, other] = [startShop(store), startShop(store)];
    const statuses = new Map<number, number>();
    const property = fc.asyncProperty(fc.array(anyAct, { minLength: 4, maxLength: 16 }), async (acts) => {
      const visitors = [0, 1, 2, 3].map(newVisitor);
      await Promise.all(
        acts.map(async ({ visitor, key, lines, card, refundMinor, process }, nth) => {
          const shop = process ? one : other;
          const visitorId = visitors[visitor] ?? "";
          await putIntoCart(store, visitorId, lines);
          const asked = { visitorId, key: `key-${visitorId}-${key}` };
          const reply = await shop.buy({ ...asked, card: { ...goodCard, number: card.number } });
          statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
          if (reply.status !== 201) return;
          const { orderId } = orderIn(reply);
          const refund = { visitorId, orderId, amountMinor: refundMinor };
          await Promise.all(
            [1, 2, 3].map((each) => shop.refund({ ...refund, key: `refund-${nth}-${each}` })),
          );
        }),
      );
      await settleAll(store, one);
      await checkBooks(store);
    });
    await fc.assert(property, { numRuns: 8 });
    for (const status of [201, 402, 422]) expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(0);
  });
});

async function keyedBy(
  store: Store,
  { ctx }: ReturnType<typeof startShop>,
  { visitorId, key }: { visitorId: string; key: string },
) {
  // As the edge would have asked for it, in a process that then died.
  const dead = startShop(store);
  dead.mesh.faults.arm({
    kind: "hang",
    target: "api-gateway",
    parameters: {},
    share: 1,
    durationSeconds: 60,
  });
  void dead.buy({ visitorId, key });
  await expect.poll(() => store.db.$count(idempotencyKeys)).toBe(1);
  const [row] = await store.db.select().from(idempotencyKeys);
  const keyed = { makes: row?.orderId ?? "", fingerprint: row?.fingerprint ?? "" };
  const again = { visitorId, key, requestId: "request-1", refuse: () => ({ status: 0, body: "" }), ...keyed };
  expect(await claimKey(ctx, again)).toEqual({ how: "elsewhere" });
  return keyed;
}

/** What a slow machine left open is settled, as it is in the shop a moment later. */
async function settleAll({ db }: Store, { ctx }: ReturnType<typeof startShop>): Promise<void> {
  const open = eq(orders.status, "processing");
  const settleThem = async () => {
    const longAgo = sql`now() - interval '1 minute'`;
    await db.update(orders).set({ createdAt: longAgo, settlingUntil: null }).where(open);
    await settleOrders(ctx);
    return db.$count(orders, open);
  };
  await expect.poll(settleThem).toBe(0);
}

/** Captured is paid, one for one; what left the shelves is in orders that stand; nothing was refunded beyond it. */
async function checkBooks({ db }: Store): Promise<void> {
  const placed = await db.select().from(orders);
  const standing = placed.filter(({ status }) => status !== "cancelled");
  const paid = await db.select().from(payments);
  const taken = await db.select().from(captures);
  expect(new Set(taken.map(({ orderId }) => orderId))).toEqual(new Set(standing.map(({ id }) => id)));
  expect(standing.filter(({ status }) => status === "processing")).toEqual([]);
  for (const { id, totalMinor, items } of placed) {
    expect(items.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0)).toBe(totalMinor);
    const payment = paid.find(({ orderId }) => orderId === id);
    const capture = taken.find(({ orderId }) => orderId === id);
    expect(payment?.amountMinor).toBe(totalMinor);
    if (capture)
      expect(capture).toMatchObject({ amountMinor: totalMinor, refundedMinor: payment?.refundedMinor });
  }
  for (const sku of [cable, bonsai]) {
    const sold = standing.flatMap(({ items }) => items).filter((line) => line.sku === sku);
    const units = sold.reduce((sum, { quantity }) => sum + quantity, 0);
    const start = assortment.find((product) => product.sku === sku)?.stock ?? 0;
    const [row] = await db
      .select()
      .from(products)
      .where(inArray(products.sku, [sku]));
    expect((row?.stock ?? 0) + units).toBe(start);
  }
}
