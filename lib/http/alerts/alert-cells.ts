// Alerts as rows of a table that other programs open.

import type { Alert } from "#lib/contract/alert-answers.ts";
import { byteOrderMark, csvCell } from "#lib/contract/csv-cell.ts";

type Column = { name: string; width: number; text(alert: Alert): string };

export const alertColumns: readonly Column[] = [
  { name: "id", width: 26, text: ({ id }) => id },
  { name: "severity", width: 10, text: ({ severity }) => severity },
  { name: "state", width: 13, text: ({ state }) => state },
  { name: "kind", width: 9, text: ({ kind }) => kind },
  { name: "rule", width: 22, text: ({ rule }) => rule },
  { name: "subject", width: 22, text: ({ subject }) => subject },
  { name: "item", width: 18, text: ({ item }) => item },
  { name: "title", width: 48, text: ({ title }) => title },
  { name: "detail", width: 80, text: ({ detail }) => detail },
  { name: "startedAt", width: 26, text: ({ startedAt }) => startedAt },
  { name: "changedAt", width: 26, text: ({ changedAt }) => changedAt },
  { name: "resolvedAt", width: 26, text: ({ resolvedAt }) => resolvedAt ?? "" },
  { name: "acknowledgedBy", width: 16, text: ({ acknowledged }) => acknowledged?.by ?? "" },
  { name: "acknowledgedAt", width: 26, text: ({ acknowledged }) => acknowledged?.at ?? "" },
  { name: "note", width: 40, text: ({ acknowledged }) => acknowledged?.note ?? "" },
  { name: "silencedUntil", width: 26, text: ({ silencedBy }) => silencedBy?.until ?? "" },
  { name: "inhibitedBy", width: 40, text: ({ inhibitedBy }) => inhibitedBy?.title ?? "" },
];

export const alertCsvHead = `${byteOrderMark}${alertColumns.map(({ name }) => name).join(",")}\r\n`;

/** RFC 4180. */
export function alertCsvRow(alert: Alert): string {
  return `${alertColumns.map(({ text }) => csvCell(text(alert))).join(",")}\r\n`;
}

/** What XML cannot hold would make the whole file unreadable. */
const notInXml = /(?![\t\r\n])[\p{Cc}\uFFFE\uFFFF]/gu;
/** More than that no cell takes. */
const longestCell = 32_767;

/** A cell that is declared to be text is no formula, whatever it begins with. */
export function excelText(text: string): string {
  return text.toWellFormed().replace(notInXml, "").slice(0, longestCell);
}
