import { FaultKindList } from "#lib/contract/fault.ts";
import { faultCatalogue } from "#lib/faults/kinds.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/faults/kinds",
  summary: "What can be broken, where, and with which parameters",
  tag: "Faults",
  offTheRecord: true,
  replies: { 200: FaultKindList },
  run: () => ({ kinds: Object.values(faultCatalogue) }),
});
