import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { payments, shoppers } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import type { Payment } from "../contracts.ts";
import { anyPurchaseCommand, emptyBooks, purchaseRefusals } from "../testing/purchase-commands.ts";
import { knownShoppers } from "./known-shoppers.ts";
import { createMemoryLedger } from "./memory-ledger.ts";
import { createSqlLedger } from "./sql-ledger.ts";
import { stockShoppers } from "./stock-shoppers.ts";
import type { Ledger } from "./types.ts";

type Command = (ledger: Ledger) => Promise<unknown>;

const anyText = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
const anyMoment = fc.integer({ min: 0, max: 40 }).map((tick) => 1_700_000_000_000 + tick * 250);
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const anyPayment: fc.Arbitrary<Payment> = fc
  .record({
    order: fc.integer({ min: 0, max: 15 }),
    // Its own, or as often one that another order may have.
    payment: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 2 }),
    again: fc.integer({ min: 0, max: 2 }),
    tenant: mostly("merch" as const, "coupons" as const),
    amountMinor: mostly(1_290, 0, 2_147_483_647),
    currency: mostly("EUR", "SEK"),
    paidAtMs: anyMoment,
  })
  .map(({ order, payment, again, ...rest }) => ({
    id: payment === null ? `pay_${order}_${again}` : `pay_${payment}_0`,
    orderId: `ord_${order}`,
    ...rest,
  }));

const samePaymentText = "the order is paid already, with another amount or in another shop";
const paymentIdText = "the payment id belongs to another order";

/** A refusal that both ledgers should give alike; anything else that is thrown fails the test. */
class Refusal {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}
function asRefusal(error: unknown): Refusal {
  const known = asAppError(error);
  if (known?.code !== "conflict" && known?.code !== "not_found") throw error;
  return new Refusal(known.reason ?? known.message);
}

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
  { weight: 2, arbitrary: anyPurchaseCommand },
);

describeOnEveryStore("the ledgers", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await stockCatalogue({ store }, { clear: false });
    await stockShoppers({ store });
  });

  /** Asks both the same, again and again; returns what came of it. */
  async function compare(command: fc.Arbitrary<Command>, numRuns: number) {
    const sqlLedger = createSqlLedger(store);
    const seen = { found: 0, pruned: 0, refusals: new Map<string, number>() };
    const asked = fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      await emptyBooks(store);
      const memoryLedger = createMemoryLedger({ shoppers: knownShoppers, products: assortment });
      for (const ask of commands) {
        const answer = await ask(sqlLedger).catch(asRefusal);
        expect(answer).toEqual(await ask(memoryLedger).catch(asRefusal));
        if (answer instanceof Refusal)
          seen.refusals.set(answer.message, (seen.refusals.get(answer.message) ?? 0) + 1);
        else if (typeof answer === "number") seen.pruned += answer;
        else if (answer) seen.found += 1;
      }
    });
    await fc.assert(asked, { numRuns });
    return seen;
  }

  test("give the same answers, in SQL and in memory, whatever they are asked", async () => {
    const seen = await compare(anyCommand, 60);
    expect(seen.found).toBeGreaterThan(300);
    expect(seen.pruned).toBeGreaterThan(30);
    for (const text of [samePaymentText, paymentIdText]) expect(seen.refusals.get(text)).toBeGreaterThan(8);
  });

  test("agree on purchases: what is placed, taken, confirmed, cancelled, refunded and refused", async () => {
    const seen = await compare(anyPurchaseCommand, 120);
    for (const reason of purchaseRefusals) expect(seen.refusals.get(reason) ?? 0, reason).toBeGreaterThan(0);
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

  const payment: Payment = {
    id: "pay_1",
    orderId: "ord_1",
    tenant: "merch",
    amountMinor: 100,
    currency: "EUR",
    paidAtMs: 1_700_000_000_000,
  };

  test("record one payment when an order is paid several times at the same moment", async () => {
    const elsewhere = await open();
    const ledger = createSqlLedger(elsewhere);
    const pay = (nth: number) => ledger.recordPayment({ ...payment, id: `pay_${nth}` });
    const recorded = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(pay));
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(1);
    expect(await elsewhere.db.$count(payments)).toBe(1);
  });

  test("take a payment that is sent again while the first is under way for what it is", async () => {
    const ledger = createSqlLedger(await open());
    for (let order = 0; order < 30; order += 1) {
      const sent = { ...payment, id: `pay_${order}`, orderId: `ord_${order}` };
      const recorded = await Promise.all([1, 2, 3, 4].map(() => ledger.recordPayment(sent)));
      expect(recorded).toEqual([sent, sent, sent, sent]);
    }
  });

  const others: [string, Partial<Payment>][] = [
    ["another amount for the same order", { amountMinor: 101 }],
    ["another currency for the same order", { currency: "SEK" }],
    ["the same order in another shop", { tenant: "coupons" }],
    ["another order under the same payment id", { orderId: "ord_2" }],
  ];
  test.each(others)("refuse %s, and keep what they have", async (_what, other) => {
    const elsewhere = await open();
    const ledgers = [createSqlLedger(elsewhere), createMemoryLedger({ shoppers: [], products: [] })];
    for (const ledger of ledgers) {
      await ledger.recordPayment(payment);
      await expect(ledger.recordPayment({ ...payment, ...other })).rejects.toMatchObject({
        code: "conflict",
      });
      expect(await ledger.recordPayment({ ...payment, id: "pay_9" })).toEqual(payment);
    }
    expect(await elsewhere.db.$count(payments)).toBe(1);
  });

  test("take a payment id again whose payment was pruned", async () => {
    const ledgers = [createSqlLedger(await open()), createMemoryLedger({ shoppers: [], products: [] })];
    for (const ledger of ledgers) {
      await ledger.recordPayment(payment);
      await ledger.prunePayments({ olderThanMs: payment.paidAtMs + 1, most: 10 });
      const later = { ...payment, orderId: "ord_2" };
      expect(await ledger.recordPayment(later)).toEqual(later);
    }
  });
});
