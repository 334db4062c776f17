import { describe, expect, test } from "vitest";
import type { Answer, Failure } from "#components/shell/ask-server.ts";
import { type Cause, keepCauses } from "#components/telemetry/cause.ts";
import type { Cart } from "#lib/contract/cart.ts";
import { applyIntent, type CartIntent, type CartProduct, emptyCart, piecesIn } from "./cart-state.ts";
import { createCartStore, shownCart } from "./cart-store.ts";

const cable: CartProduct = {
  sku: "CABLE",
  slug: "cable",
  name: "Cable",
  picture: "/cable.svg",
  priceMinor: 1_290,
  stock: 120,
};
const socks: CartProduct = { ...cable, sku: "SOCKS", slug: "socks", name: "Socks", priceMinor: 1_450 };
const add = (product = cable, quantity = 1): CartIntent => ({ kind: "add", product, quantity });
const failure: Failure = {
  status: 500,
  code: "inventory_sync_failed",
  detail: "The stock of this product could not be confirmed.",
  requestId: "request",
  traceId: "trace",
  fields: [],
  retryAfterSeconds: undefined,
};

/** A server whose answers the test gives, one by one. It keeps a cart as ours does. */
function openShop() {
  let kept: Cart = emptyCart("merch");
  const sent: string[] = [];
  const causes: (Cause | undefined)[] = [];
  const open: ((answer: Answer<Cart>) => void)[] = [];
  const store = createCartStore({
    tenant: "merch",
    confirmed: kept,
    ask({ method, path }, cause) {
      if (method === "GET") return Promise.resolve({ ok: true, data: kept });
      causes.push(cause);
      sent.push(`${method} ${path}`);
      return new Promise((resolve) => open.push(resolve));
    },
  });
  const answer = async (reply: Answer<Cart>) => {
    open.shift()?.(reply);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    store,
    sent,
    causes,
    agree: (...intents: CartIntent[]) => {
      kept = intents.reduce(applyIntent, kept);
      return answer({ ok: true, data: kept });
    },
    refuse: (said: Partial<Failure> = {}) => answer({ ok: false, failure: { ...failure, ...said } }),
    shown: () => shownCart(store.getState()),
  };
}

describe("a click on a product", () => {
  test("is what its request is sent because of, however long that waited", async () => {
    const { store, causes, agree } = openShop();
    const clicks = [{}, {}] as Cause[];
    for (const click of clicks) {
      keepCauses({ current: () => click, resume: () => {} });
      store.wish(add());
    }
    keepCauses(undefined);
    await agree(add());
    expect(causes).toEqual(clicks);
    expect(causes[1]).toBe(clicks[1]);
  });

  test("shows at once, before the server has answered", () => {
    const { store, shown } = openShop();
    store.wish(add());
    expect(shown()).toMatchObject({ items: [{ sku: "CABLE", quantity: 1 }], totalMinor: 1_290 });
    expect(store.getState().confirmed?.items).toEqual([]);
  });

  test("waits for the one before, so that answers come in the order of the clicks", async () => {
    const { store, sent, agree, shown } = openShop();
    for (const product of [cable, socks, cable]) store.wish(add(product));
    expect(sent).toHaveLength(1);
    expect(shown()?.totalMinor).toBe(2 * 1_290 + 1_450);
    await agree(add(cable));
    expect(sent).toHaveLength(2);
    expect(shown()?.totalMinor).toBe(2 * 1_290 + 1_450);
  });

  test("is taken back when the server fails, and leaves a receipt; the other clicks stay", async () => {
    const { store, agree, refuse, shown } = openShop();
    store.wish(add(cable));
    store.wish(add(socks));
    await refuse();
    expect(shown()?.items.map(({ sku }) => sku)).toEqual(["SOCKS"]);
    expect(store.getState().receipt).toMatchObject({ state: "failed", attempt: 1, failure });
    await agree(add(socks));
    expect(shown()?.items.map(({ sku }) => sku)).toEqual(["SOCKS"]);
    expect(store.getState().receipt?.state).toBe("failed");
  });

  test("that is tried again mends the receipt, and counts its attempts", async () => {
    const { store, agree, refuse } = openShop();
    store.wish(add());
    await refuse();
    store.wish(add());
    expect(store.getState().receipt).toMatchObject({ state: "trying", attempt: 2 });
    await refuse();
    expect(store.getState().receipt).toMatchObject({ state: "failed", attempt: 2 });
    store.wish(add());
    await agree(add());
    expect(store.getState().receipt).toMatchObject({ state: "mended", attempt: 3, failure });
  });

  test("that was on its way already does not mend the receipt of the one before", async () => {
    const { store, agree, refuse, shown } = openShop();
    store.wish(add());
    store.wish(add());
    await refuse();
    await agree(add());
    expect(store.getState().receipt).toMatchObject({ state: "failed", attempt: 1 });
    expect(shown()?.items[0]?.quantity).toBe(1);
  });

  test("that the shop refuses is explained at the product, without a receipt", async () => {
    const { store, refuse, shown } = openShop();
    store.wish(add());
    await refuse({ status: 409, code: "out_of_stock", detail: "Only 1 is left." });
    expect(store.getState()).toMatchObject({ receipt: undefined, refusals: { CABLE: "Only 1 is left." } });
    expect(shown()?.items).toEqual([]);
    store.wish(add());
    expect(store.getState().refusals).toEqual({});
  });

  test.each([429, 500, 503, undefined])("gets a receipt for an answer of %s", async (status) => {
    const { store, refuse } = openShop();
    store.wish(add());
    await refuse({ status });
    expect(store.getState().receipt?.state).toBe("failed");
  });
});

describe("a changed quantity", () => {
  test("is sent once for many quick clicks", async () => {
    const { store, sent, agree, shown } = openShop();
    store.wish(add());
    for (const quantity of [2, 3, 4, 5]) store.wish({ kind: "set", product: cable, quantity });
    expect(shown()?.items[0]?.quantity).toBe(5);
    await agree(add());
    await agree({ kind: "set", product: cable, quantity: 5 });
    expect(sent).toEqual(["POST /api/cart/items", "PATCH /api/cart/items/CABLE"]);
    expect(shown()?.items[0]?.quantity).toBe(5);
  });

  test("of what another tab removed changes nothing", () => {
    const cart = applyIntent(emptyCart("merch"), add(socks));
    expect(applyIntent(cart, { kind: "set", product: cable, quantity: 3 })).toBe(cart);
  });
});

describe("a cart that nobody knows", () => {
  test("is asked for again, and says why it is still not known", async () => {
    const answers: Answer<Cart>[] = [
      { ok: false, failure },
      { ok: true, data: applyIntent(emptyCart("merch"), add()) },
    ];
    const store = createCartStore({
      tenant: "merch",
      confirmed: undefined,
      ask: async () => answers.shift() ?? { ok: false, failure },
    });
    expect(shownCart(store.getState())).toBeUndefined();
    expect(await store.refresh()).toBe(failure);
    expect(shownCart(store.getState())).toBeUndefined();
    expect(await store.refresh()).toBeUndefined();
    expect(shownCart(store.getState())?.items).toHaveLength(1);
  });
});

describe("two tabs", () => {
  test("tell each other what the server answered", async () => {
    const { store, agree } = openShop();
    const other = openShop();
    store.onAnswer(other.store.take);
    store.wish(add(cable, 3));
    await agree(add(cable, 3));
    expect(piecesIn(other.shown() ?? emptyCart("merch"))).toBe(3);
  });

  test("tell each other what the server said when it was asked again", async () => {
    const other = openShop();
    const bought = createCartStore({
      tenant: "merch",
      confirmed: applyIntent(emptyCart("merch"), add()),
      ask: async () => ({ ok: true, data: emptyCart("merch") }),
    });
    other.store.take(applyIntent(emptyCart("merch"), add()));
    bought.onAnswer(other.store.take);
    await bought.refresh();
    expect(other.shown()?.items).toEqual([]);
  });

  test("keep the carts of two shops apart", () => {
    const { store, shown } = openShop();
    store.take({ ...emptyCart("coupons"), items: [{ ...cable, quantity: 1 }] });
    expect(shown()?.items).toEqual([]);
  });
});
