import { listDeliveries } from "#lib/alerts/notify/list-deliveries.ts";
import { DeliveryQuery } from "#lib/contract/alert.ts";
import { DeliveryList } from "#lib/contract/alert-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/notifications",
  summary: "What was told or is still to be told of alerts, the newest first",
  tag: "Alerts",
  query: DeliveryQuery,
  replies: { 200: DeliveryList },
  run: ({ notifications }, { query }) => listDeliveries(notifications, query),
});
