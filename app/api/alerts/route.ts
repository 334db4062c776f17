import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { AlertQuery } from "#lib/contract/alert.ts";
import { AlertList } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/alerts",
  summary: "Alerts of vendors and services, the worst first, and how many are open of what",
  tag: "Alerts",
  query: AlertQuery,
  replies: { 200: AlertList },
  run: ({ alerts }, { query }) => listAlerts(alerts, query),
});
