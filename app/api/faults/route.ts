import { Fault, FaultList, NewFault } from "#lib/contract/fault.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/faults",
  summary: "The faults that are armed, then those of the last hour",
  tag: "Faults",
  offTheRecord: true,
  replies: { 200: FaultList },
  run: ({ faults }) => ({ faults: faults.list() }),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/faults",
  summary: "Breaks a service, an operation or an edge for a while",
  tag: "Faults",
  offTheRecord: true,
  body: NewFault,
  replies: { 201: Fault },
  run: ({ faults }, { body }) => faults.arm(body),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/faults",
  summary: "Ends every fault at once; answers with those it ended",
  tag: "Faults",
  offTheRecord: true,
  replies: { 200: FaultList },
  run: ({ faults }) => ({ faults: faults.halt() }),
});
