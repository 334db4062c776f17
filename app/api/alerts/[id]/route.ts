import { findAlert } from "#lib/alerts/find-alert.ts";
import { AlertAddress } from "#lib/contract/alert.ts";
import { AlertDetail } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/alerts/{id}",
  summary: "One alert with what became of it, the last day in half hours, and earlier ones of the same",
  tag: "Alerts",
  params: AlertAddress,
  replies: { 200: AlertDetail },
  run: ({ alerts }, { params }) => findAlert(alerts, params.id),
});
