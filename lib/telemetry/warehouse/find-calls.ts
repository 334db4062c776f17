// What the spans say of calls between services: whoever calls has a span of it, and who comes from outside is known by the
// span of the service he reached.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { SecondOfCalls } from "#lib/contract/mesh.ts";
import type { CallStretch, GaugeReading, RecordedCalls } from "../call-history.ts";
import { readRows } from "./convert-rows.ts";
import { joinTexts, textMark } from "./joined-texts.ts";

/** Calls of the stretch began so long before it at most. */
const longestCallMs = 60_000;

export async function findCalls(reader: DuckDBConnection, stretch: CallStretch): Promise<RecordedCalls[]> {
  const rows = await readRows<CallRow & { caller: string | null; callee: string; refusals: bigint }>(
    reader,
    `${callsSql} SELECT caller, callee, ${sumsSql}, count_if(refused) AS refusals FROM calls
     GROUP BY GROUPING SETS ((callee), (caller, callee)) HAVING GROUPING(caller) = 1 OR caller IS NOT NULL`,
    boundsOf(stretch),
  );
  return rows.map(({ caller, callee, refusals, ...row }) => ({
    from: caller ?? undefined,
    to: callee,
    refused: Number(refusals),
    ...sumsOf(row),
  }));
}

export async function listSecondsOfCalls(
  reader: DuckDBConnection,
  { from, to, ...stretch }: CallStretch & { to: string; from?: string | undefined },
): Promise<SecondOfCalls[]> {
  const rows = await readRows<CallRow & { second: bigint }>(
    reader,
    `${callsSql} SELECT end_us // 1000000 AS second, ${sumsSql} FROM calls
     WHERE NOT refused AND callee = $callee AND ($caller = '' OR caller = $caller) GROUP BY second ORDER BY second`,
    { ...boundsOf(stretch), callee: to, caller: from ?? "" },
  );
  return rows.map(({ second, ...row }) => ({ at: Number(second) * 1_000, ...sumsOf(row) }));
}

export async function greatestReadings(
  reader: DuckDBConnection,
  { fromMs, toMs, metrics }: CallStretch & { metrics: readonly string[] },
): Promise<GaugeReading[]> {
  const rows = await readRows<{ metric: string; labels: string; value: number }>(
    reader,
    `SELECT metric, labels, max(value) AS value FROM metric_points
     WHERE time_us > CAST($fromUs AS BIGINT) AND time_us <= CAST($toUs AS BIGINT)
       AND list_contains(string_split($metrics, ${textMark}), metric) GROUP BY metric, labels`,
    { fromUs: microsOf(fromMs), toUs: microsOf(toMs), metrics: joinTexts(metrics) },
  );
  return rows.map(({ labels, ...same }) => ({ ...same, labels: JSON.parse(labels) }));
}

export async function oldestSpanMs(reader: DuckDBConnection): Promise<number | undefined> {
  const [row] = await readRows<{ oldest: bigint | null }>(
    reader,
    "SELECT min(start_us) AS oldest FROM spans",
  );
  return typeof row?.oldest === "bigint" ? Number(row.oldest / 1_000n) : undefined;
}

const beganSql = "start_us > CAST($earlyUs AS BIGINT) AND start_us <= CAST($toUs AS BIGINT)";

/**
 * A refusal by the callee is an answer, and no error. What the caller gave up because nobody waited for it any more says
 * nothing, and what an open breaker refused was no call.
 */
const callsSql = `WITH sent AS MATERIALIZED (SELECT service AS caller, span_id, start_us + duration_us AS end_us, duration_us,
      json_extract_string(attributes, '/peer.service') AS callee,
      json_extract_string(attributes, '/error.type') AS trouble
    FROM spans WHERE kind = 'client' AND ${beganSql}),
  entered AS (SELECT NULL AS caller, service AS callee, NULL AS trouble, status = 'error' AS failed,
      start_us + duration_us AS end_us, duration_us
    FROM spans WHERE kind = 'server' AND ${beganSql} AND contains(attributes, '"http.route":"/services/')
      AND coalesce(parent_span_id, '') NOT IN (SELECT span_id FROM sent)),
  calls AS (SELECT caller, callee, end_us, duration_us, coalesce(failed, false) AS failed,
      coalesce(trouble = 'breaker_open', false) AS refused
    FROM (SELECT caller, callee, trouble, trouble IS NOT NULL AND NOT regexp_full_match(trouble, '4\\d\\d') AS failed,
            end_us, duration_us FROM sent
          UNION ALL FROM entered)
    WHERE callee IS NOT NULL AND trouble IS DISTINCT FROM 'cancelled'
      AND end_us > CAST($fromUs AS BIGINT) AND end_us <= CAST($toUs AS BIGINT))`;

type CallRow = { calls: bigint; errors: bigint; latency_us: number | null; p95_us: number | null };

const sumsSql = `count_if(NOT refused) AS calls, count_if(failed AND NOT refused) AS errors,
  avg(duration_us) FILTER (NOT refused) AS latency_us, quantile_cont(duration_us, 0.95) FILTER (NOT refused) AS p95_us`;

function sumsOf({ calls, errors, latency_us, p95_us }: CallRow) {
  return {
    calls: Number(calls),
    errors: Number(errors),
    latencyMs: Number(latency_us ?? 0) / 1_000,
    p95Ms: Number(p95_us ?? 0) / 1_000,
  };
}

const microsOf = (ms: number) => BigInt(Math.round(ms * 1_000));

function boundsOf({ fromMs, toMs }: CallStretch) {
  return { earlyUs: microsOf(fromMs - longestCallMs), fromUs: microsOf(fromMs), toUs: microsOf(toMs) };
}
