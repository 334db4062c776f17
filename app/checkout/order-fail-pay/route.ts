import { scriptedCheckout } from "#lib/http/serve-script.ts";

export const POST = scriptedCheckout(
  "order-fail-pay",
  "A checkout whose payment fails: payment-service answers 500",
);
