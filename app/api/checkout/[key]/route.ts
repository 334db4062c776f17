import { CheckoutKey, CheckoutState } from "#lib/contract/order.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { readCheckoutState } from "#lib/services/checkout/read-checkout-state.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/checkout/{key}",
  summary:
    "What the ledger knows of an attempt to buy: whether there is an order, and whether money was taken",
  tag: "Shop",
  params: CheckoutKey,
  replies: { 200: CheckoutState },
  run: ({ store, checkout: { keysUnderWay }, flashBuyers, request }, { params }) =>
    readCheckoutState({ store, keysUnderWay, flashBuyers }, { visitorId: readVisitor(request), ...params }),
});
