import { z } from "zod";
import { AlertExportQuery } from "#lib/contract/alert.ts";
import { exportAlerts } from "#lib/http/alerts/export-alerts.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/alerts/export",
  summary: "Alerts as a table, CSV or a workbook, the worst first; x-row-limit says how many at most",
  tag: "Alerts",
  query: AlertExportQuery,
  replies: {
    200: {
      "text/csv": z.string(),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": z.string(),
    },
  },
  run: (context, { query }) => exportAlerts(context, query, context.request.signal),
});
