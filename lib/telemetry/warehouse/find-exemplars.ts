import type { DuckDBConnection } from "@duckdb/node-api";
import type { ExemplarQuery, StoredExemplar } from "../metric-history.ts";
import { readRows } from "./convert-rows.ts";
import { joinTexts, textMark } from "./joined-texts.ts";
import type { StoredRow } from "./stored-row.ts";

const mostPerStep = 2;
const mostInAll = 200;

export async function findExemplars(
  reader: DuckDBConnection,
  { metric, fromMs, toMs, labelsTexts, stepMs }: ExemplarQuery,
): Promise<StoredExemplar[]> {
  const found = await readRows<StoredRow & { value: unknown }>(
    reader,
    `WITH chosen AS (SELECT unnest(string_split($labels, ${textMark})) AS labels)
     SELECT * FROM (
       SELECT * FROM exemplars SEMI JOIN chosen USING (labels)
       WHERE metric = $metric AND time_us > CAST($fromUs AS BIGINT) AND time_us <= CAST($toUs AS BIGINT)
       QUALIFY row_number() OVER (PARTITION BY time_us // CAST($stepUs AS BIGINT) ORDER BY value DESC, time_us DESC, trace_id) <= ${mostPerStep}
       ORDER BY value DESC LIMIT ${mostInAll})
     ORDER BY time_us, trace_id`,
    {
      metric,
      labels: joinTexts(labelsTexts),
      fromUs: BigInt(Math.round(fromMs * 1_000)),
      toUs: BigInt(Math.round(toMs * 1_000)),
      stepUs: BigInt(stepMs * 1_000),
    },
  );
  return found.map((row) => ({
    timeUs: Number(row.time_us),
    value: Number(row.value),
    labels: JSON.parse(String(row.labels)),
    traceId: String(row.trace_id),
    spanId: String(row.span_id),
  }));
}
