import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { assortment } from "#lib/shop/assortment.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { payments, shoppers } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import type { Payment } from "../contracts.ts";
import { knownShoppers } from "./known-shoppers.ts";
import { createMemoryLedger } from "./memory-ledger.ts";
import { createSqlLedger } from "./sql-ledger.ts";
import { stockShoppers } from "./stock-shoppers.ts";
import type { Ledger } from "./types.ts";

type Command = (ledger: Ledger) => Promise<unknown>;

const anyText = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
const anyMoment = fc.integer({ min: 0, max: 40 }).map((tick) => 1_700_000_000_000 + tick * 250);
const anyPayment: fc.Arbitrary<Payment> = fc
  .record({
    order: fc.integer({ min: 0, max: 15 }),
    again: fc.integer({ min: 0, max: 2 }),
    tenant: fc.constantFrom("merch" as const, "coupons" as const),
    amountMinor: fc.integer({ min: 0, max: 2_147_483_647 }),
    currency: fc.constantFrom("EUR", "SEK"),
    paidAtMs: anyMoment,
  })
  .map(({ order, again, ...rest }) => ({ id: `pay_${order}_${again}`, orderId: `ord_${order}`, ...rest }));

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc
    .oneof(fc.constantFrom(...knownShoppers.map(({ session }) => session)), anyText)
    .map((session) => (ledger: Ledger) => ledger.findSession(session)),
  fc
    .oneof(fc.constantFrom(...knownShoppers.map(({ id }) => id)), anyText)
    .map((id) => (ledger: Ledger) => ledger.findShopper(id)),
  fc
    .array(fc.oneof(fc.constantFrom(...assortment.map(({ sku }) => sku)), anyText), {
      minLength: 1,
      maxLength: 8,
    })
    .map((skus) => (ledger: Ledger) => ledger.findProducts(skus)),
  { weight: 4, arbitrary: anyPayment.map((payment) => (ledger: Ledger) => ledger.recordPayment(payment)) },
  fc
    .record({ olderThanMs: anyMoment, most: fc.integer({ min: 1, max: 8 }) })
    .map((pruning) => (ledger: Ledger) => ledger.prunePayments(pruning)),
);

describeOnEveryStore("the ledgers", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await stockCatalogue({ store }, { clear: false });
    await stockShoppers({ store });
  });

  test("give the same answers, in SQL and in memory, whatever they are asked", async () => {
    const sqlLedger = createSqlLedger(store);
    const seen = { found: 0, pruned: 0 };
    const asked = fc.asyncProperty(
      fc.array(anyCommand, { minLength: 5, maxLength: 40 }),
      async (commands) => {
        await store.db.delete(payments);
        const memoryLedger = createMemoryLedger({ shoppers: knownShoppers, products: assortment });
        for (const command of commands) {
          const answer = await command(sqlLedger);
          expect(answer).toEqual(await command(memoryLedger));
          if (typeof answer === "number") seen.pruned += answer;
          else if (answer) seen.found += 1;
        }
      },
    );
    await fc.assert(asked, { numRuns: 60 });
    expect(seen.found).toBeGreaterThan(300);
    expect(seen.pruned).toBeGreaterThan(30);
  });

  test("know the shoppers once, however often and by how many they are made known", async () => {
    const elsewhere = await open();
    const atOnce = [1, 2, 3].map(() => stockShoppers({ store: elsewhere }));
    const added = await Promise.all(atOnce);
    expect(added.toSorted((one, other) => one - other)).toEqual([0, 0, knownShoppers.length]);
    expect(await stockShoppers({ store: elsewhere })).toBe(0);
    expect(await elsewhere.db.$count(shoppers)).toBe(knownShoppers.length);
  });

  test("give shoppers who were known with another session the one that is open now", async () => {
    const elsewhere = await open();
    await stockShoppers({ store: elsewhere });
    const [known = { id: "", session: "" }] = knownShoppers;
    await elsewhere.db.update(shoppers).set({ session: "an older one" }).where(eq(shoppers.id, known.id));
    expect(await stockShoppers({ store: elsewhere })).toBe(1);
    expect(await createSqlLedger(elsewhere).findSession(known.session)).toMatchObject({ id: known.id });
  });

  test("record one payment when an order is paid twice at the same moment", async () => {
    const elsewhere = await open();
    const ledger = createSqlLedger(elsewhere);
    const pay = (nth: number) =>
      ledger.recordPayment({
        id: `pay_${nth}`,
        orderId: "ord_1",
        tenant: "merch",
        amountMinor: 100,
        currency: "EUR",
        paidAtMs: 1_700_000_000_000,
      });
    const recorded = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(pay));
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(1);
    expect(await elsewhere.db.$count(payments)).toBe(1);
  });
});
