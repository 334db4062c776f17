// What visitors' purchases may ask of a ledger, at random, with few enough ids that they meet.
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { assortment } from "#lib/shop/assortment.ts";
import { captures, cartItems, orders, payments, products, refunds } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import type { Ledger } from "../ledger/types.ts";

/** Each of them must be met. */
export const purchaseRefusals = [
  "out_of_stock",
  "order_conflict",
  "capture_conflict",
  "not_captured",
  "captured",
  "order_unknown",
  "not_refundable",
  "refund_exceeds_payment",
];

/** The last one, twelve, and plenty. */
const soughtAfter = ["FM-EL-02", "FM-HG-02", "FM-EL-01"];
const anyOrder = fc.integer({ min: 0, max: 2 });
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const orderId = (order: number) => `ord_${order}`;
const atMs = 1_700_000_000_000;

const anyLines = fc
  .uniqueArray(fc.constantFrom(...soughtAfter), { minLength: 1, maxLength: 3 })
  .chain((skus) =>
    fc.tuple(...skus.map((sku) => fc.integer({ min: 1, max: 9 }).map((quantity) => ({ sku, quantity })))),
  )
  .map((lines) => lines.map((line) => ({ ...line, name: line.sku, priceMinor: 100 })));

const anyPlacing = fc
  .record({
    order: anyOrder,
    payment: fc.option(anyOrder, { freq: 8 }),
    visitorId: mostly("anna", "bert"),
    lines: anyLines,
    amountMinor: mostly(700, 0, 701),
  })
  .map(({ order, payment, ...rest }) => ({
    orderId: orderId(order),
    paymentId: `pay_${payment ?? order}`,
    attempt: 1,
    tenant: "merch" as const,
    currency: "EUR",
    cardEnding: "4242",
    requestId: "request-1",
    traceId: "",
    placedAtMs: atMs,
    ...rest,
  }));

const anyCapture = fc.record({ order: anyOrder, amountMinor: mostly(700, 701) }).map((asked) => ({
  paymentId: `pay_${asked.order}`,
  orderId: orderId(asked.order),
  amountMinor: asked.amountMinor,
  currency: "EUR",
  cardEnding: "4242",
  capturedAtMs: atMs,
}));

const anyRefund = fc
  .record({
    order: anyOrder,
    refund: fc.integer({ min: 0, max: 1 }),
    visitorId: mostly("anna", "bert"),
    amountMinor: fc.constantFrom(null, 1, 1, 100, 699, 701),
  })
  .map(({ order, refund, ...rest }) => ({
    ...rest,
    refundId: `rfd_${refund}`,
    orderId: orderId(order),
    attempt: 1,
    reason: "",
    refundedAtMs: atMs,
  }));

/** As it goes when nothing goes wrong. */
const buyWhole = (order: number) => async (ledger: Ledger) => {
  const [paymentId, amountMinor, currency, cardEnding] = [`pay_${order}`, 700, "EUR", "4242"];
  const ids = { orderId: orderId(order), paymentId, amountMinor, currency, cardEnding };
  const line = { sku: "FM-EL-01", name: "FM-EL-01", quantity: 1, priceMinor: 700 };
  const rest = {
    attempt: 1,
    visitorId: "anna",
    tenant: "merch" as const,
    requestId: "request-1",
    traceId: "",
  };
  await ledger.placeOrder({ ...ids, ...rest, lines: [line], placedAtMs: atMs });
  await ledger.recordCapture({ ...ids, capturedAtMs: atMs });
  return ledger.confirmCapture(ids.orderId);
};

const refundTooMuch = (order: number) => async (ledger: Ledger) => {
  await buyWhole(order)(ledger);
  const asked = { refundId: "rfd_9", orderId: orderId(order), attempt: 1, visitorId: "anna" };
  return ledger.recordRefund({ ...asked, amountMinor: 702, reason: "", refundedAtMs: atMs });
};

export const anyPurchaseCommand: fc.Arbitrary<(ledger: Ledger) => Promise<unknown>> = fc.oneof(
  { weight: 2, arbitrary: anyOrder.map(buyWhole) },
  anyOrder.map(refundTooMuch),
  { weight: 3, arbitrary: anyPlacing.map((order) => (ledger: Ledger) => ledger.placeOrder(order)) },
  { weight: 3, arbitrary: anyCapture.map((capture) => (ledger: Ledger) => ledger.recordCapture(capture)) },
  { weight: 3, arbitrary: anyOrder.map((one) => (ledger: Ledger) => ledger.confirmCapture(orderId(one))) },
  { weight: 1, arbitrary: anyOrder.map((one) => (ledger: Ledger) => ledger.cancelOrder(orderId(one))) },
  { weight: 4, arbitrary: anyRefund.map((refund) => (ledger: Ledger) => ledger.recordRefund(refund)) },
  anyOrder.map((one) => (ledger: Ledger) => ledger.findOpenPayment(orderId(one))),
  anyOrder.map((one) => (ledger: Ledger) => ledger.findCapture(`pay_${one}`)),
  fc.constant((ledger: Ledger) => ledger.findProducts(soughtAfter)),
);

/** In memory there are no carts, so that here they must hold whatever is bought. */
const fullCart = 1_000_000;

/** As before anybody bought anything. */
export async function emptyBooks({ db }: Store): Promise<void> {
  await db.delete(refunds);
  await db.delete(captures);
  await db.delete(orders);
  await db.delete(payments);
  await db.delete(cartItems);
  for (const { sku, stock } of assortment.filter((one) => soughtAfter.includes(one.sku)))
    await db.update(products).set({ stock }).where(eq(products.sku, sku));
  const carts = ["anna", "bert"].flatMap((visitorId) =>
    soughtAfter.map((sku) => ({
      visitorId,
      tenant: "merch" as const,
      sku,
      quantity: fullCart,
      addedAt: new Date(atMs),
    })),
  );
  await db.insert(cartItems).values(carts);
}
