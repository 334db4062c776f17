import { endSilence } from "#lib/alerts/end-silence.ts";
import { SilenceAddress } from "#lib/contract/alert.ts";
import { Silence } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/silences/{id}",
  summary: "Ends a silence now; it stays in the list",
  tag: "Alerts",
  params: SilenceAddress,
  replies: { 200: Silence },
  run: ({ alerts }, { params }) => endSilence(alerts, params.id),
});
