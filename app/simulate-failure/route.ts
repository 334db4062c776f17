import { SimulatedFailure, SimulateFailure } from "#lib/contract/fault.ts";
import { simulateFailure } from "#lib/faults/simulate-failure.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/simulate-failure",
  summary: "Takes a service down for some seconds: an outage, in the words of the scripts that send it",
  tag: "Faults",
  offTheRecord: true,
  body: SimulateFailure,
  replies: { 202: SimulatedFailure },
  run: (context, { body }) => simulateFailure(context, body),
});
