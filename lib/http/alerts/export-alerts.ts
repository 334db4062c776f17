import { type Asked, scanAlerts } from "#lib/alerts/scan-alerts.ts";
import type { AlertExportQuery } from "#lib/contract/alert.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { StreamedResponse } from "../streamed-response.ts";
import { alertColumns, alertCsvHead, alertCsvRow, excelText } from "./alert-cells.ts";

/** CSV goes out page by page; a workbook is one piece, and put together on the event loop. */
const mostRows = { csv: 100_000, xlsx: 5_000 };
const mediaTypes = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

type Context = Pick<Runtime, "alerts" | "clock">;

export async function exportAlerts(
  { alerts, clock }: Context,
  { format, ...asked }: AlertExportQuery,
  signal: AbortSignal,
): Promise<Response> {
  const pages = alertPages(alerts, asked, mostRows[format], signal);
  const at = new Date(clock.nowMs()).toISOString().slice(0, 19).replaceAll(":", "");
  const headers = {
    "content-type": mediaTypes[format],
    "content-disposition": `attachment; filename="faultmart-alerts-${at}.${format}"`,
    "cache-control": "no-store",
    "x-row-limit": String(mostRows[format]),
  };
  if (format === "csv") return new StreamedResponse(csvPieces(pages), { headers });
  const found: Alert[] = [];
  for await (const page of pages) found.push(...page);
  return new Response(new Uint8Array(await workbook(found)), { headers });
}

async function* alertPages(
  alerts: Context["alerts"],
  asked: Asked,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<Alert[]> {
  let left = most;
  for await (const page of scanAlerts(alerts, { ...asked, sort: "severity" })) {
    if (signal.aborted) return;
    yield page.alerts.slice(0, left);
    left -= page.alerts.length;
    if (left <= 0) return;
  }
}

async function* csvPieces(pages: AsyncIterable<Alert[]>): AsyncGenerator<string> {
  let head = alertCsvHead;
  for await (const page of pages) {
    yield head + page.map(alertCsvRow).join("");
    head = "";
  }
}

async function workbook(found: readonly Alert[]): Promise<Buffer> {
  // Hardly anybody asks for it: what writes it is loaded then.
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const head = alertColumns.map(({ name }) => ({ value: name, fontWeight: "bold" as const }));
  const rows = found.map((alert) =>
    alertColumns.map(({ text }) => ({ type: String, value: excelText(text(alert)) })),
  );
  const columns = alertColumns.map(({ width }) => ({ width }));
  return writeExcelFile([head, ...rows], { sheet: "Alerts", columns, stickyRowsCount: 1 }).toBuffer();
}
