import { scriptedCheckout } from "#lib/http/serve-script.ts";

export const POST = scriptedCheckout(
  "order-timeout",
  "A checkout for which inventory-service does not answer in time",
);
