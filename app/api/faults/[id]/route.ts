import { Fault, FaultId } from "#lib/contract/fault.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/faults/{id}",
  summary: "Ends one fault before its time; one that has ended stays as it is",
  tag: "Faults",
  offTheRecord: true,
  params: FaultId,
  replies: { 200: Fault },
  run: ({ faults }, { params }) => faults.remove(params.id),
});
