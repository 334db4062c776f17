import type { OrderStatus } from "#lib/contract/order.ts";
import type { Severity } from "#lib/contract/severity.ts";

type Words = { word: string; says: string; severity: Severity | undefined };

/** What became of an order. Money that went back is neither good nor bad news, so it has no severity. */
export const orderWords: Record<OrderStatus, Words> = {
  processing: {
    word: "Being settled",
    says: "The goods are set aside. The payment is not confirmed yet; this page says so when it is.",
    severity: "yellow",
  },
  paid: { word: "Paid", says: "It was charged once, and the goods are yours.", severity: "green" },
  partly_refunded: {
    word: "Partly refunded",
    says: "It was paid, and a part of the money went back to the card.",
    severity: undefined,
  },
  refunded: { word: "Refunded", says: "All the money went back to the card.", severity: undefined },
  cancelled: {
    word: "Cancelled",
    says: "Nothing was charged, and the goods are back on the shelf.",
    severity: undefined,
  },
};
