// Whether money was taken, said only as far as somebody who keeps books has said it.
import type { CheckoutState } from "#lib/contract/order.ts";
import type { Severity } from "#lib/contract/severity.ts";

export type Money =
  | "only_cart"
  | "asking"
  | "not_charged"
  | "charged"
  | "unsettled"
  | "not_heard"
  | "not_refunded"
  | "refund_not_heard";

type Words = { says: string; severity: Severity | undefined };

export const moneyWords: Record<Money, Words> = {
  only_cart: { says: "Nothing was charged: this was only the cart.", severity: undefined },
  asking: { says: "Asking the ledger whether anything was charged.", severity: undefined },
  not_charged: { says: "You were not charged. The ledger says so.", severity: "green" },
  charged: { says: "You were charged, and the ledger has the order.", severity: "yellow" },
  unsettled: {
    says: "Not settled yet whether you were charged. The ledger will know within a minute.",
    severity: "yellow",
  },
  not_heard: {
    says: "The ledger could not be asked whether you were charged. Trying again with the same key can only ever charge once.",
    severity: "yellow",
  },
  not_refunded: { says: "Nothing was refunded. The ledger says so.", severity: undefined },
  refund_not_heard: {
    says: "The ledger could not be asked whether it was refunded. Trying again with the same key can only ever refund once.",
    severity: "yellow",
  },
};

/** `undefined`: the ledger did not answer. */
export function moneyOf(ledger: Pick<CheckoutState, "charged"> | undefined): Money {
  if (!ledger) return "not_heard";
  if (ledger.charged === null) return "unsettled";
  return ledger.charged ? "charged" : "not_charged";
}
