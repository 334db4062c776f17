import type { DuckDBConnection } from "@duckdb/node-api";
import type { Term } from "#lib/contract/filter/term.ts";
import { filterSql } from "./filter-sql.ts";
import { readJson } from "./read-json.ts";
import { spanColumns } from "./span-columns.ts";

/** Within one trace there is time to look at everything that a span says. */
const columns = {
  ...spanColumns,
  text: "concat_ws(' ', service, name, status_message, tenant_id, request_id, attributes, events)",
};

/** The ids of those spans of a trace that a filter fits. */
export async function matchSpans(
  reader: DuckDBConnection,
  { traceId, terms }: { traceId: string; terms: readonly Term[] },
): Promise<string[]> {
  const { where, values } = filterSql(terms, columns);
  const found = await readJson<{ span_id: string }>(
    reader,
    `SELECT span_id FROM spans WHERE ${["trace_id = $traceId", ...where].join(" AND ")}`,
    { traceId, ...values },
  );
  return found.map(({ span_id }) => span_id);
}
