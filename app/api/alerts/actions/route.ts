import { actOnAlerts } from "#lib/alerts/act-on-alerts.ts";
import { AlertAction } from "#lib/contract/alert.ts";
import { AlertActionResult } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/alerts/actions",
  summary: "Acknowledges alerts, takes that back, or resolves them; any number at once",
  tag: "Alerts",
  body: AlertAction,
  replies: { 200: AlertActionResult },
  run: ({ alerts }, { body }) => actOnAlerts(alerts, { ...body, by: "operator" }),
});
