// The database's like for runs on a virtual clock, and the model that the SQL ledger is tested against.
import type { Goods, Payment } from "../contracts.ts";
import { paymentIdTaken, samePayment } from "./check-payment.ts";
import { createMemoryPurchases } from "./memory-purchases.ts";
import type { KnownShopper, Ledger, Pruning } from "./types.ts";

export function createMemoryLedger(rows: {
  shoppers: readonly KnownShopper[];
  products: readonly Goods[];
}): Ledger {
  const bySession = new Map(rows.shoppers.map((shopper) => [shopper.session, shopper]));
  const byId = new Map(rows.shoppers.map((shopper) => [shopper.id, shopper]));
  const bySku = new Map(rows.products.map((product) => [product.sku, product]));
  const byOrder = new Map<string, Payment>();
  const paymentIds = new Set<string>();
  const purchases = createMemoryPurchases({ bySku, byOrder, paymentIds });
  return {
    ...purchases,
    async findSession(session) {
      const found = bySession.get(session);
      return found && { id: found.id, tenant: found.tenant };
    },
    async findShopper(id) {
      const found = byId.get(id);
      return found && { id: found.id, tenant: found.tenant, name: found.name, email: found.email };
    },
    async findProducts(skus) {
      return [...new Set(skus)].toSorted().flatMap((sku) => {
        const found = bySku.get(sku);
        if (!found) return [];
        const { name, priceMinor, currency, stock } = found;
        return [{ sku, name, priceMinor, currency, stock }];
      });
    },
    async recordPayment(payment) {
      const first = byOrder.get(payment.orderId);
      if (first) return samePayment(first, payment);
      const ordered = purchases.findPayment(payment.orderId);
      if (ordered) return samePayment(ordered, payment);
      if (paymentIds.has(payment.id)) throw paymentIdTaken();
      paymentIds.add(payment.id);
      byOrder.set(payment.orderId, payment);
      return payment;
    },
    async prunePayments(pruning) {
      const gone = [...byOrder.values()].filter(isGone(byOrder, pruning));
      for (const { id, orderId } of gone) {
        byOrder.delete(orderId);
        paymentIds.delete(id);
      }
      return gone.length;
    },
  };
}

function isGone(payments: ReadonlyMap<string, Payment>, { olderThanMs, most }: Pruning) {
  const moments = [...payments.values()].map(({ paidAtMs }) => paidAtMs).toSorted((a, b) => b - a);
  const firstTooMany = moments[most];
  return ({ paidAtMs }: Payment) =>
    paidAtMs < olderThanMs || (firstTooMany !== undefined && paidAtMs <= firstTooMany);
}
