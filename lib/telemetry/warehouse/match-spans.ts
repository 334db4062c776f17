import type { DuckDBConnection } from "@duckdb/node-api";
import type { spanFields } from "#lib/contract/filter/fields.ts";
import type { Term } from "#lib/contract/filter/term.ts";
import { type FilterColumns, filterSql } from "./filter-sql.ts";

/** Within one trace there is time to look at everything that a span says. */
const columns = {
  text: "concat_ws(' ', service, name, status_message, attributes, events)",
  attributes: "attributes",
  fields: {
    service: { column: "service" },
    operation: { column: "name" },
    kind: { column: "kind" },
    status: { column: "status" },
    duration: { column: "duration_us", perUnit: 1_000 },
    tenant: { column: "tenant_id" },
    request: { column: "request_id" },
  } satisfies Record<keyof typeof spanFields, FilterColumns["fields"][string]>,
} satisfies FilterColumns;

/** The ids of those spans of a trace that a filter fits. */
export async function matchSpans(
  reader: DuckDBConnection,
  { traceId, terms }: { traceId: string; terms: readonly Term[] },
): Promise<string[]> {
  const { where, values } = filterSql(terms, columns);
  const found = await reader.runAndReadAll(
    `SELECT span_id FROM spans WHERE ${["trace_id = $traceId", ...where].join(" AND ")}`,
    { traceId, ...values },
  );
  return (found.getColumnsJS()[0] ?? []).map(String);
}
