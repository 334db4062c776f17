import { scriptedCheckout } from "#lib/http/serve-script.ts";

export const POST = scriptedCheckout(
  "success",
  "A checkout that goes well, through the services of the chain",
);
