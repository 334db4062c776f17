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

export const spreadSql = (columns: string, from: string, { stepUs, windowUs, firstStep, lastStep }: Frame) =>
  `spread AS (
    SELECT ${columns}, unnest(range(
      greatest(${firstStep}, (time_us + ${stepUs - 1}) // ${stepUs}),
      least(${lastStep + 1}, (time_us + ${windowUs + stepUs - 1}) // ${stepUs}))) AS k
    FROM ${from})`;

/**
 * A column for each number of a row, so that many rows are worked on at once. First and last of a window are joined one
 * after the other: at once, the planner would begin with every pair of them. `v` is the first, `r` the rise up to the last.
 */
export function countedSql(numbers: readonly string[], frame: Frame): string {
  const each = (text: (name: number) => string) => numbers.map((_, index) => text(index)).join(", ");
  return `${samplesSql(`epoch, ${each((i) => `${numbers[i]} AS v${i}`)}`, frame)},
  ${windowsSql(frame)},
  ${brokenSql(each)},
  begun AS MATERIALIZED (SELECT a.nr, w.*, ${each((i) => `v${i}`)}
    FROM samples a JOIN series s ON a.nr = s.nr AND NOT s.broken
    JOIN windows w ON w.pattern = s.pattern AND w.t0 = a.time_us),
  whole AS (SELECT a.nr, k, onward, back, ${each((i) => `a.v${i}, b.v${i} - a.v${i} AS r${i}`)}
    FROM begun a JOIN samples b ON b.nr = a.nr AND b.time_us = a.t1),
  rates AS (SELECT grp, slot, k, ${each((i) => `sum(${drawnOut(i, numbers[i] === "value")}) / ${frame.windowUs / 1e6} AS v${i}`)}
    FROM (FROM whole UNION ALL FROM mended) JOIN chosen USING (nr) GROUP BY grp, slot, k),
  summed AS MATERIALIZED (SELECT grp, slot, k, [${each((i) => `v${i}`)}] AS list_values,
      coalesce(${numbers.map((_, index) => `v${index}`).reverse()}) AS total
    FROM rates)`;
}

/**
 * Series that were read at the same times have the same windows, and a process reads all of its series at once: a window is
 * worked out for one of them. `onward` and `back` are how many times the rise it is drawn out by, to the edges of the window.
 */
const windowsSql = (frame: Frame) => `seen AS (SELECT nr, min(epoch) < max(epoch) AS broken,
      {'n': count(*), 'first': min(time_us), 'last': max(time_us), 'times': bit_xor(hash(time_us))} AS times
    FROM samples GROUP BY nr),
  series AS MATERIALIZED (SELECT nr, broken, min(nr) OVER (PARTITION BY times) AS pattern FROM seen),
  ${spreadSql("nr AS pattern, time_us", "samples WHERE nr IN (SELECT pattern FROM series)", frame)},
  ends AS (SELECT pattern, k, count(*) AS n, min(time_us) AS t0, max(time_us) AS t1
    FROM spread GROUP BY pattern, k HAVING count(*) > 1),
  spans AS (SELECT *, (t1 - t0) / 1e6 AS seen, (t1 - t0) / 1e6 / (n - 1) AS apart,
      (t0 - (k * ${frame.stepUs} - ${frame.windowUs})) / 1e6 AS before, (k * ${frame.stepUs} - t1) / 1e6 AS after
    FROM ends),
  windows AS MATERIALIZED (SELECT pattern, k, t0, t1,
      (seen + CASE WHEN after >= apart * 1.1 THEN apart / 2 ELSE after END) / seen AS onward,
      CASE WHEN before >= apart * 1.1 THEN apart / 2 ELSE before END / seen AS back
    FROM spans)`;

/** To no time at which it would have counted less than nothing. What counts events begins with none. */
const drawnOut = (i: number, mayBeNegative: boolean) => {
  const backwards = `least(r${i} * back, v${i})`;
  return `r${i} * onward + ${mayBeNegative ? `CASE WHEN v${i} < 0 THEN r${i} * back ELSE ${backwards} END` : backwards}`;
};

/**
 * Series that began anew: each of their epochs is lifted by what the falls before it come to. There are few, and of them only
 * the ends of epochs are compared.
 */
const brokenSql = (each: (text: (name: number) => string) => string) =>
  `shaken AS MATERIALIZED (FROM samples SEMI JOIN (FROM series WHERE broken) USING (nr)),
  epochs AS (SELECT nr, epoch, min(time_us) AS e0, max(time_us) AS e1 FROM shaken GROUP BY nr, epoch),
  falls AS (SELECT e.nr, e.epoch, e0, ${each((i) => `CASE WHEN a.v${i} < lag(b.v${i}) OVER earlier THEN lag(b.v${i}) OVER earlier ELSE 0 END AS v${i}`)}
    FROM epochs e JOIN shaken a ON a.nr = e.nr AND a.time_us = e0 JOIN shaken b ON b.nr = e.nr AND b.time_us = e1
    WINDOW earlier AS (PARTITION BY e.nr ORDER BY e0)),
  lifts AS MATERIALIZED (SELECT nr, epoch, ${each((i) => `sum(v${i}) OVER earlier AS v${i}`)} FROM falls
    WINDOW earlier AS (PARTITION BY nr ORDER BY e0)),
  started AS MATERIALIZED (SELECT a.nr, w.*, epoch, ${each((i) => `v${i}`)}
    FROM shaken a JOIN series s ON a.nr = s.nr JOIN windows w ON w.pattern = s.pattern AND w.t0 = a.time_us),
  mended AS (SELECT a.nr, k, onward, back, ${each((i) => `a.v${i}, b.v${i} - a.v${i} + y.v${i} - x.v${i} AS r${i}`)}
    FROM started a JOIN shaken b ON b.nr = a.nr AND b.time_us = a.t1
    JOIN lifts x ON x.nr = a.nr AND x.epoch = a.epoch JOIN lifts y ON y.nr = a.nr AND y.epoch = b.epoch)`;
