// Log lines as files that other programs read.
import { byteOrderMark, csvCell } from "#lib/contract/csv-cell.ts";
import type { LogLine } from "#lib/contract/log-answers.ts";

const columns = [
  "id",
  "timestamp",
  "level",
  "service",
  "logger",
  "message",
  "requestId",
  "traceId",
  "spanId",
  "tenantId",
  "attributes",
] as const satisfies readonly (keyof LogLine)[];

export const csvHead = `${byteOrderMark}${columns.join(",")}\r\n`;

/** RFC 4180. */
export function csvRow(line: LogLine): string {
  const cells = columns.map((column) => {
    const value = line[column];
    return csvCell(typeof value === "object" ? (value === null ? "" : JSON.stringify(value)) : value);
  });
  return `${cells.join(",")}\r\n`;
}

export const ndjsonRow = (line: LogLine) => `${JSON.stringify(line)}\n`;
