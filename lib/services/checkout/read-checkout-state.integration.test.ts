import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { orderIdOf } from "#lib/shop/order-id.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { openFlashSaleShop } from "#lib/shop/testing/flash-sale-shop.ts";
import { idempotencyKeys } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { newKey, newVisitor, orderIn, putIntoCart, startShop } from "../testing/shop-under-test.ts";
import { claimKey, endAttempt, endLostAttempts } from "./key-rows.ts";
import { keyName } from "./once.ts";
import { readCheckoutState } from "./read-checkout-state.ts";

const underWay = { state: "under_way", orderId: null, charged: null };
const never = { state: "unknown", orderId: null, charged: false };

describeOnEveryStore("what the ledger says of an attempt to buy", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await stockCatalogue({ store }, { clear: false });
  });
  type Here = Omit<Parameters<typeof readCheckoutState>[0], "store">;
  const nobodyBuys: Here = { keysUnderWay: new Map(), flashBuyers: { has: () => false } };
  const read = (name: { visitorId: string | undefined; key: string }, here = nobodyBuys) =>
    readCheckoutState({ store, ...here }, name);
  const newName = () => ({ visitorId: newVisitor(), key: newKey() });
  async function claim() {
    const name = newName();
    const refuse = () => ({ status: 0, body: "" });
    const makes = orderIdOf(name.visitorId, name.key);
    const keyed = { ...name, fingerprint: "", makes, requestId: "", refuse };
    await claimKey({ store, clock: { nowMs: Date.now } }, keyed);
    return name;
  }

  test("is that nothing was charged where nobody knows the key, and nothing certain to who is not known", async () => {
    const { visitorId, key } = newName();
    expect(await read({ visitorId, key })).toEqual({ key, ...never });
    expect(await read({ visitorId: undefined, key })).toEqual({ key, ...never, charged: null });
  });

  test("is not settled while it is under way in this process, before there is anything to read", async () => {
    const name = newName();
    const here = { ...nobodyBuys, keysUnderWay: new Set([keyName(name)]) };
    expect(await read(name, here)).toMatchObject(underWay);
    expect(await read(newName(), here)).toMatchObject(never);
    // What the ledger has is the last word, also while its answer is on the way.
    await startShop(store).buy(name);
    expect(await read(name, here)).toMatchObject({ state: "refused", charged: false });
  });

  test("is not settled while a buyer of a flash sale waits, and is settled with the answer", async () => {
    const shop = openFlashSaleShop(store);
    const saleId = await shop.sell(1);
    const name = newName();
    const { flashBuyers } = shop;
    const buying = shop.buy(saleId, name.visitorId, name.key);
    expect(flashBuyers.has(name)).toBe(true);
    expect(flashBuyers.has({ ...name, key: "key-of-another" })).toBe(false);
    await buying;
    expect(flashBuyers.has(name)).toBe(false);
    expect(await read(name, { ...nobodyBuys, flashBuyers })).toMatchObject({
      state: "ordered",
      charged: true,
    });
    expect(await read(newName(), { ...nobodyBuys, flashBuyers: { has: () => true } })).toMatchObject(
      underWay,
    );
  });

  test("is not settled until an attempt has ended, though its claim has run out", async () => {
    const name = await claim();
    expect(await read(name)).toMatchObject(underWay);
    await store.db.update(idempotencyKeys).set({ claimedUntil: sql`now() - interval '1 second'` });
    expect(await read(name)).toMatchObject(underWay);
    await endAttempt({ store }, name, 1);
    expect(await read(name)).toMatchObject(never);
  });

  test("is settled for who died on the way: their attempt is ended for them, and no other", async () => {
    const lost = await claim();
    await store.db.update(idempotencyKeys).set({ claimedUntil: sql`now() - interval '1 second'` });
    const alive = await claim();
    await endLostAttempts({ store });
    expect(await read(lost)).toMatchObject(never);
    expect(await read(alive)).toMatchObject(underWay);
  });

  test("is not that a purchase was refused, where the key gave money back", async () => {
    const shop = startShop(store);
    const { visitorId, key } = newName();
    await putIntoCart(store, visitorId, { "FM-EL-01": 1 });
    const { orderId } = orderIn(await shop.buy({ visitorId, key }));
    const refund = { visitorId, key: newKey() };
    expect((await shop.refund({ ...refund, orderId, amountMinor: 100 })).status).toBe(201);
    expect(await read(refund)).toMatchObject(never);
  });
});
