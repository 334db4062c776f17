// What counts upwards, as rates: what Prometheus' `rate` does, where queries run, off the event loop and next to the rows. See
// extrapolatedRate in its promql/functions.go for why it is done so.

/** Written into the statement: only what is known when it is planned lets it skip rows of other times. */
export type Frame = { stepUs: number; windowUs: number; firstStep: number; lastStep: number };

/** A window is open at its start and closed at its end, so that a reading between two steps belongs to one. */
export const samplesSql = (
  columns: string,
  { stepUs, windowUs, firstStep, lastStep }: Frame,
) => `samples AS MATERIALIZED (
    SELECT nr, time_us, ${columns} FROM metric_points p
    JOIN chosen c ON p.labels = c.labels AND coalesce(p.bounds, '') = c.bounds
    WHERE metric = $metric AND time_us > ${firstStep * stepUs - windowUs} AND time_us <= ${lastStep * stepUs})`;

export const spreadSql = (columns: string, { stepUs, windowUs, firstStep, lastStep }: Frame) => `spread AS (
    SELECT nr, ${columns}, unnest(range(
      greatest(${firstStep}, (time_us + ${stepUs - 1}) // ${stepUs}),
      least(${lastStep + 1}, (time_us + ${windowUs + stepUs - 1}) // ${stepUs}))) AS k
    FROM samples)`;

/**
 * A column for each number of a row, so that many rows are worked on at once. First and last of a window are joined one
 * after the other: at once, the planner would begin with every pair of them. `v` is the first, `r` the rise up to the last.
 */
export function countedSql(numbers: readonly string[], frame: Frame): string {
  const { stepUs, windowUs } = frame;
  const each = (text: (name: number) => string) => numbers.map((_, index) => text(index)).join(", ");
  return `${samplesSql(`epoch, ${each((i) => `${numbers[i]} AS v${i}`)}`, frame)},
  ${spreadSql("time_us", frame)},
  ends AS (SELECT nr, k, count(*) AS n, min(time_us) AS t0, max(time_us) AS t1
    FROM spread GROUP BY nr, k HAVING count(*) > 1),
  ${brokenSql(each)},
  begun AS MATERIALIZED (SELECT e.*, ${each((i) => `v${i}`)} FROM ends e ANTI JOIN broken USING (nr)
    JOIN samples a ON a.nr = e.nr AND a.time_us = e.t0),
  whole AS (SELECT a.nr, k, n, t0, t1, ${each((i) => `a.v${i}, b.v${i} - a.v${i} AS r${i}`)}
    FROM begun a JOIN samples b ON b.nr = a.nr AND b.time_us = a.t1),
  spans AS (SELECT *, (t1 - t0) / 1e6 AS seen, (t1 - t0) / 1e6 / (n - 1) AS apart,
      (t0 - (k * ${stepUs} - ${windowUs})) / 1e6 AS before, (k * ${stepUs} - t1) / 1e6 AS after
    FROM (FROM whole UNION ALL FROM mended)),
  reaches AS (SELECT * REPLACE (CASE WHEN after >= apart * 1.1 THEN apart / 2 ELSE after END AS after,
      CASE WHEN before >= apart * 1.1 THEN apart / 2 ELSE before END AS before)
    FROM spans),
  rates AS (SELECT grp, slot, k, ${each((i) => `sum(${drawnOut(`v${i}`, `r${i}`)} / seen) / ${windowUs / 1e6} AS v${i}`)}
    FROM reaches JOIN chosen USING (nr) GROUP BY grp, slot, k),
  summed AS MATERIALIZED (SELECT grp, slot, k, [${each((i) => `v${i}`)}] AS list_values,
      coalesce(${numbers.map((_, index) => `v${index}`).reverse()}) AS total
    FROM rates)`;
}

/** To the edges of the window, but to no time at which it would have counted less than nothing. */
const drawnOut = (first: string, rise: string) =>
  `(${rise} * (seen + after) + CASE WHEN ${first} < 0 THEN ${rise} * before
    ELSE least(${rise} * before, ${first} * seen) END)`;

/**
 * Series that began anew: each of their epochs is lifted by what the falls before it come to. There are few, and of them only
 * the ends of epochs are compared.
 */
const brokenSql = (each: (text: (name: number) => string) => string) =>
  `broken AS MATERIALIZED (SELECT nr FROM samples GROUP BY nr HAVING min(epoch) < max(epoch)),
  epochs AS (SELECT nr, epoch, min(time_us) AS e0, max(time_us) AS e1
    FROM samples SEMI JOIN broken USING (nr) GROUP BY nr, epoch),
  falls AS (SELECT e.nr, e.epoch, e0, ${each((i) => `CASE WHEN a.v${i} < lag(b.v${i}) OVER earlier THEN lag(b.v${i}) OVER earlier ELSE 0 END AS v${i}`)}
    FROM epochs e JOIN samples a ON a.nr = e.nr AND a.time_us = e0 JOIN samples b ON b.nr = e.nr AND b.time_us = e1
    WINDOW earlier AS (PARTITION BY e.nr ORDER BY e0)),
  lifts AS MATERIALIZED (SELECT nr, epoch, ${each((i) => `sum(v${i}) OVER earlier AS v${i}`)} FROM falls
    WINDOW earlier AS (PARTITION BY nr ORDER BY e0)),
  started AS MATERIALIZED (SELECT e.*, epoch, ${each((i) => `v${i}`)} FROM ends e SEMI JOIN broken USING (nr)
    JOIN samples a ON a.nr = e.nr AND a.time_us = e.t0),
  mended AS (SELECT a.nr, k, n, t0, t1, ${each((i) => `a.v${i}, b.v${i} - a.v${i} + y.v${i} - x.v${i} AS r${i}`)}
    FROM started a JOIN samples b ON b.nr = a.nr AND b.time_us = a.t1
    JOIN lifts x ON x.nr = a.nr AND x.epoch = a.epoch JOIN lifts y ON y.nr = a.nr AND y.epoch = b.epoch)`;
