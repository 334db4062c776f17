// Log lines as files that other programs read.
import type { LogLine } from "#lib/contract/log.ts";

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

/** With it Excel takes the file for UTF-8. */
const byteOrderMark = "\uFEFF";

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

/**
 * A spreadsheet takes a cell that begins like this for a formula and runs it; it strips blanks, line ends and
 * separators first. An apostrophe before it makes it text.
 */
const formula = /^[\s\p{Cc};,'"]*[=+\-@|%＝＋－＠]/u;

export function csvCell(text: string): string {
  const safe = formula.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
