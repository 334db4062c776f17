// Series of one metric, added up by group and step. What Prometheus' `rate` does is done here as well, where queries run:
// off the event loop, and next to the rows. See extrapolatedRate in its promql/functions.go for why it is done so.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { SeriesRead, SeriesReading, SeriesStep } from "../metric-history.ts";
import { joinTexts, textMark } from "./joined-texts.ts";

/** The numbers of one row that count upwards. The last of them says how much happened at all. */
const counted = {
  value: "[value]",
  count: "[CAST(count AS DOUBLE)]",
  "sum-and-count": "[value, CAST(count AS DOUBLE)]",
  buckets: "CAST(cumulative AS DOUBLE[])",
} as const;

/** Of a gauge: what a series comes to in a window, and a group in a step. */
const gauged = {
  mean: ["avg(value)", "avg"],
  last: ["arg_max(value, time_us)", "sum"],
  max: ["max(value)", "max"],
} as const;
type Counted = keyof typeof counted;

export async function readSeries(reader: DuckDBConnection, query: SeriesRead): Promise<SeriesStep[]> {
  if (query.chosen.length === 0 || query.lastStep < query.firstStep) return [];
  const { metric, reading, chosen, stepMs, windowMs, firstStep, lastStep, groups } = query;
  const frame = { stepUs: stepMs * 1_000, windowUs: windowMs * 1_000, firstStep, lastStep };
  const found = await reader.runAndReadAll(
    `WITH ${isCounted(reading) ? countedSql(counted[reading], frame) : gaugedSql(gauged[reading], frame)},
     largest AS (SELECT grp FROM summed GROUP BY grp ORDER BY sum(total) DESC, grp LIMIT $groups)
     SELECT grp, bounds, k, list_values AS values FROM summed SEMI JOIN largest USING (grp) ORDER BY grp, k, bounds`,
    {
      metric,
      labels: joinTexts(chosen.map(({ labelsText }) => labelsText)),
      bounds: joinTexts(chosen.map(({ bounds }) => (bounds === null ? "" : JSON.stringify(bounds)))),
      numbers: chosen.map(({ group }) => group).join(","),
      groups,
    },
  );
  return (found.getRowObjectsJS() as Row[]).map(({ grp, bounds, k, values }) => ({
    group: grp,
    bounds: bounds === "" ? null : JSON.parse(bounds),
    step: Number(k),
    values,
  }));
}

type Row = { grp: number; bounds: string; k: bigint; values: number[] };
const isCounted = (reading: SeriesReading): reading is Counted => reading in counted;

/** Written into the statement: only what is known when it is planned lets it skip rows of other times. */
type Frame = { stepUs: number; windowUs: number; firstStep: number; lastStep: number };

/** A window is open at its start and closed at its end, so that a reading between two steps belongs to one. */
const chosenSql = `chosen AS (
    SELECT unnest(range(len(string_split($numbers, ',')))) AS nr,
      unnest(string_split($labels, ${textMark})) AS labels,
      unnest(string_split($bounds, ${textMark})) AS bounds,
      CAST(unnest(string_split($numbers, ',')) AS INTEGER) AS grp)`;

const samplesSql = (
  columns: string,
  { stepUs, windowUs, firstStep, lastStep }: Frame,
) => `samples AS MATERIALIZED (
    SELECT nr, time_us, ${columns} FROM metric_points p
    JOIN chosen c ON p.labels = c.labels AND coalesce(p.bounds, '') = c.bounds
    WHERE metric = $metric AND time_us > ${firstStep * stepUs - windowUs} AND time_us <= ${lastStep * stepUs})`;

const spreadSql = (columns: string, { stepUs, windowUs, firstStep, lastStep }: Frame) => `spread AS (
    SELECT nr, time_us, ${columns}, unnest(range(
      greatest(${firstStep}, (time_us + ${stepUs - 1}) // ${stepUs}),
      least(${lastStep + 1}, (time_us + ${windowUs + stepUs - 1}) // ${stepUs}))) AS k
    FROM samples)`;

/**
 * First and last of each window are looked up again: the lists of all rows in between need not be compared. Only a window
 * in which an epoch ends is put together from its parts. First and last are joined one after the other: at once, the planner
 * would begin with every pair of them.
 */
const countedSql = (
  numbers: string,
  frame: Frame,
) => `${chosenSql}, ${samplesSql(`epoch, ${numbers} AS counts`, frame)},
  ${spreadSql("epoch", frame)},
  ends AS (SELECT nr, k, epoch, count(*) AS n, min(time_us) AS t0, max(time_us) AS t1 FROM spread GROUP BY nr, k, epoch),
  edges AS (SELECT nr, time_us, counts FROM samples
    SEMI JOIN (SELECT nr, t0 AS time_us FROM ends UNION SELECT nr, t1 FROM ends) USING (nr, time_us)),
  begun AS MATERIALIZED (SELECT e.*, a.counts AS c0 FROM ends e JOIN edges a ON a.nr = e.nr AND a.time_us = e.t0),
  parts AS MATERIALIZED (SELECT e.*, b.counts AS c1 FROM begun e JOIN edges b ON b.nr = e.nr AND b.time_us = e.t1),
  broken AS (SELECT nr, k FROM ends GROUP BY nr, k HAVING count(*) > 1),
  apart AS (SELECT nr, k, n, t0, t1, unnest(range(len(c0))) AS b, unnest(c0) AS v0, unnest(c1) AS v1
    FROM parts ANTI JOIN broken USING (nr, k) WHERE n > 1),
  followed AS (SELECT *, lag(v1) OVER (PARTITION BY nr, k, b ORDER BY t0) AS v_before
    FROM (SELECT nr, k, n, t0, t1, unnest(range(len(c0))) AS b, unnest(c0) AS v0, unnest(c1) AS v1
      FROM parts SEMI JOIN broken USING (nr, k))),
  rises AS (
    SELECT nr, k, b, CAST(n AS DOUBLE) AS n, t0, t1, v0 AS v_first, v1 - v0 AS rise FROM apart
    UNION ALL
    SELECT nr, k, b, CAST(sum(n) AS DOUBLE) AS n, min(t0) AS t0, max(t1) AS t1, arg_min(v0, t0) AS v_first,
      arg_max(v1, t1) - arg_min(v0, t0) + coalesce(sum(v_before) FILTER (v0 < v_before), 0) AS rise
    FROM followed GROUP BY nr, k, b),
  spans AS (SELECT nr, k, b, rise, v_first, (t1 - t0) / 1e6 AS seen, (t1 - t0) / 1e6 / (n - 1) AS apart,
      (t0 - (k * ${frame.stepUs} - ${frame.windowUs})) / 1e6 AS before, (k * ${frame.stepUs} - t1) / 1e6 AS after
    FROM rises),
  reaches AS (SELECT nr, k, b, rise, seen,
      CASE WHEN after >= apart * 1.1 THEN apart / 2 ELSE after END AS after,
      CASE WHEN rise > 0 AND v_first >= 0 THEN seen * (v_first / rise) ELSE 'Infinity'::DOUBLE END AS since_zero,
      CASE WHEN before >= apart * 1.1 THEN apart / 2 ELSE before END AS before
    FROM spans),
  rates AS (SELECT grp, bounds, k, b,
      sum(rise * (seen + least(before, since_zero) + after) / seen / (${frame.windowUs} / 1e6)) AS rate
    FROM reaches JOIN chosen USING (nr) GROUP BY grp, bounds, k, b),
  summed AS (SELECT grp, bounds, k, list(rate ORDER BY b) AS list_values, arg_max(rate, b) AS total
    FROM rates GROUP BY grp, bounds, k)`;

const gaugedSql = (
  [ofSeries, ofGroup]: readonly [string, string],
  frame: Frame,
) => `${chosenSql}, ${samplesSql("value", frame)},
  ${spreadSql("value", frame)},
  held AS (SELECT nr, k, ${ofSeries} AS value FROM spread GROUP BY nr, k),
  summed AS (SELECT grp, '' AS bounds, k, [${ofGroup}(value)] AS list_values, ${ofGroup}(value) AS total
    FROM held JOIN chosen USING (nr) GROUP BY grp, k)`;
