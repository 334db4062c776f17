import { logTerms } from "#lib/contract/filter/log-terms.ts";
import type { LogExportQuery } from "#lib/contract/log.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { StreamedResponse } from "../streamed-response.ts";
import { csvHead, csvRow, ndjsonRow } from "./log-text.ts";
import { toLogLine } from "./to-log-line.ts";

/** A page at a time: what is sent is never held as a whole, and a slow reader holds on to nothing in the warehouse. */
const pageRows = 1_000;

const formats = {
  csv: { head: csvHead, row: csvRow, mediaType: "text/csv; charset=utf-8" },
  ndjson: { head: "", row: ndjsonRow, mediaType: "application/x-ndjson" },
};

export function exportLogs(
  { telemetry, clock }: Pick<Runtime, "telemetry" | "clock">,
  { format, limit, ...asked }: LogExportQuery,
  signal: AbortSignal,
): StreamedResponse {
  const { head, row, mediaType } = formats[format];
  const nowMs = clock.nowMs();
  const filter = { ...resolveTimeRange(asked, nowMs), terms: logTerms(asked) };
  async function* pieces() {
    let [left, after] = [limit, undefined as { timeUs: number; id: string } | undefined];
    for (let first = true; left > 0 && !signal.aborted; first = false) {
      const rows = await telemetry.history.findLogs({ ...filter, after, limit: Math.min(left, pageRows) });
      yield (first ? head : "") + rows.map((line) => row(toLogLine(line))).join("");
      if (rows.length < pageRows) return;
      left -= rows.length;
      after = rows.at(-1);
    }
  }
  const name = `faultmart-logs-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(":", "")}.${format}`;
  return new StreamedResponse(pieces(), {
    headers: {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-row-limit": String(limit),
    },
  });
}
