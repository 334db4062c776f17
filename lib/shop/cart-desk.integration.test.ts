import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { mostCartLines, mostOfOneProduct } from "#lib/contract/cart-limits.ts";
import { tenants } from "#lib/contract/tenant.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { cartItems, products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";
import { createCartDesk } from "./cart-desk.ts";
import type { LineChange } from "./cart-lines.ts";
import type { CartChange } from "./settle-carts.ts";
import { stockCatalogue } from "./stock-catalogue.ts";

const visitors = ["a", "b", "c"].map((letter) => letter.repeat(32));
/** One that is nearly gone, one that is plentiful, and enough others to fill a cart. */
const shelves = Array.from({ length: mostCartLines + 5 }, (_, at) => ({
  sku: `SKU-${String(at).padStart(2, "0")}`,
  stock: at === 0 ? 3 : 500,
}));
const stocks = new Map(shelves.map(({ sku, stock }) => [sku, stock]));
const plenty = "SKU-01";

type Action = Omit<CartChange, "nowMs">;

const sku = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("SKU-00", plenty, "SKU-02") },
  { weight: 2, arbitrary: fc.constantFrom(...stocks.keys()) },
);
const change: fc.Arbitrary<LineChange> = fc.oneof(
  fc.record({
    how: fc.constantFrom("add" as const, "set" as const),
    sku,
    quantity: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: mostOfOneProduct })),
  }),
  fc.record({ how: fc.constant("remove" as const), sku }),
);
const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.record({ visitorId: fc.constantFrom(...visitors), tenant: fc.constantFrom(...tenants), change }),
  { minLength: 1, maxLength: 60 },
);

type Model = Map<string, Map<string, number>>;

/** A cart as one would explain it. Returns how the change ends. */
function play(model: Model, { visitorId, tenant, change: wanted }: Action): string {
  const key = `${visitorId} ${tenant}`;
  const cart = model.get(key) ?? new Map<string, number>();
  model.set(key, cart);
  if (wanted.how === "remove") {
    cart.delete(wanted.sku);
    return "done";
  }
  const before = cart.get(wanted.sku);
  if (wanted.how === "set" && before === undefined) return "not_in_cart";
  const after = wanted.how === "set" ? wanted.quantity : (before ?? 0) + wanted.quantity;
  if (after > mostOfOneProduct) return "too_many_of_one";
  if (after > (stocks.get(wanted.sku) ?? 0)) return "out_of_stock";
  if (before === undefined && cart.size === mostCartLines) return "cart_full";
  cart.set(wanted.sku, after);
  return "done";
}

const ending = (error: unknown) => asAppError(error)?.reason ?? String(error);

async function stored({ db }: Store): Promise<Model> {
  const model: Model = new Map();
  for (const { visitorId, tenant, ...line } of await db
    .select()
    .from(cartItems)
    .orderBy(cartItems.addedAt, cartItems.sku)) {
    const key = `${visitorId} ${tenant}`;
    const cart = model.get(key) ?? new Map<string, number>();
    model.set(key, cart.set(line.sku, line.quantity));
  }
  return model;
}

const plain = (model: Model) =>
  Object.fromEntries([...model].filter(([, cart]) => cart.size > 0).map(([key, cart]) => [key, [...cart]]));

async function fillShelves(store: Store) {
  const [like] = assortment;
  if (!like) throw new Error("nothing is sold");
  await store.db.delete(products);
  const rows = shelves.map((shelf) => ({
    ...like,
    ...shelf,
    slug: shelf.sku.toLowerCase(),
    name: shelf.sku,
  }));
  await store.db.insert(products).values(rows);
}

describeOnEveryStore("carts", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open({ poolSize: 4 });
    await fillShelves(store);
  });

  test("end as a model of them does, whatever is added, changed and removed, however many at once", async () => {
    await fc.assert(
      fc.asyncProperty(actions, fc.integer({ min: 1, max: 20 }), async (all, together) => {
        await store.db.delete(cartItems);
        const desk = createCartDesk({ store });
        const model: Model = new Map();
        for (let from = 0; from < all.length; from += together) {
          const some = all.slice(from, from + together);
          const expected = some.map((action) => play(model, action));
          const outcomes = some.map((action) =>
            desk.add({ ...action, nowMs: 1_000 }).then(() => "done", ending),
          );
          expect(await Promise.all(outcomes)).toEqual(expected);
        }
        expect(plain(await stored(store))).toEqual(plain(model));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test("show each change what was before it, and what came after only to those after it", async () => {
    await store.db.delete(cartItems);
    const desk = createCartDesk({ store });
    const put = { visitorId: "d".repeat(32), tenant: "merch", nowMs: 1_000 } as const;
    const changes: LineChange[] = [
      { how: "add", sku: plenty, quantity: 1 },
      { how: "add", sku: plenty, quantity: 2 },
      { how: "remove", sku: plenty },
      { how: "add", sku: plenty, quantity: 5 },
    ];
    const outcomes = await Promise.all(changes.map((one) => desk.add({ ...put, change: one })));
    expect(outcomes.map(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([[1], [3], [], [5]]);
  });

  test("lose nothing when a product is taken off the shelves: it is gone from them too", async () => {
    const desk = createCartDesk({ store });
    const put = { visitorId: "e".repeat(32), tenant: "merch", nowMs: 1_000 } as const;
    const add = (what: string) => desk.add({ ...put, change: { how: "add", sku: what, quantity: 1 } });
    await add(plenty);
    await add("SKU-02");
    await store.db.delete(products).where(sql`${products.sku} = 'SKU-02'`);
    expect((await add(plenty)).lines.map((line) => `${line.quantity} ${line.sku}`)).toEqual(["2 SKU-01"]);
    await expect(add("SKU-02")).rejects.toMatchObject({ code: "not_found" });
    await fillShelves(store);
  });
});

describeOnEveryStore("carts that several processes change", (open) => {
  test("count every one of a hundred adds, and never go over what a cart or the shop has", async () => {
    const store = await open({ poolSize: 6 });
    await stockCatalogue({ store }, { clear: false });
    await fillShelves(store);
    // Desks know nothing of each other; on PostgreSQL their transactions really meet.
    const desks = [createCartDesk({ store }), createCartDesk({ store }), createCartDesk({ store })];
    const visitorId = "f".repeat(32);
    const add = (at: number, what: string) =>
      desks[at % desks.length]
        ?.add({
          visitorId,
          tenant: "merch",
          nowMs: 1_000,
          change: { how: "add", sku: what, quantity: 1 },
        })
        .then(() => "done", ending);
    const clicks = [
      ...Array.from({ length: 100 }, () => plenty),
      ...Array.from({ length: 10 }, () => "SKU-00"),
      ...shelves.slice(2).map((shelf) => shelf.sku),
    ];
    const outcomes = await Promise.all(clicks.map((what, at) => add(at, what)));
    const cart = (await stored(store)).get(`${visitorId} merch`);
    expect(cart?.get(plenty)).toBe(mostOfOneProduct);
    expect(cart?.get("SKU-00")).toBe(3);
    expect(cart?.size).toBe(mostCartLines);
    const said = (what: string) => outcomes.filter((outcome) => outcome === what).length;
    expect(said("too_many_of_one")).toBe(1);
    expect(said("out_of_stock")).toBe(7);
    expect(said("cart_full")).toBe(shelves.length - mostCartLines);
    expect(said("done")).toBe(mostOfOneProduct + 3 + mostCartLines - 2);
  }, 180_000);
});
