// Series of one metric, added up by group and step.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { SeriesRead, SeriesReading, SeriesStep } from "../metric-history.ts";
import { readRows } from "./convert-rows.ts";
import { countedSql, type Frame, samplesSql, spreadSql } from "./counted-sql.ts";
import { joinTexts, textMark } from "./joined-texts.ts";

/** Of a gauge: what a series comes to in a window, and a group in a step. */
const gauged = {
  mean: ["avg(value)", "avg"],
  last: ["arg_max(value, time_us)", "sum"],
  max: ["max(value)", "max"],
} as const;
type Gauged = keyof typeof gauged;

export async function readSeries(reader: DuckDBConnection, query: SeriesRead): Promise<SeriesStep[]> {
  if (query.chosen.length === 0 || query.lastStep < query.firstStep) return [];
  const { metric, reading, chosen, stepMs, windowMs, firstStep, lastStep, groups } = query;
  const frame = { stepUs: stepMs * 1_000, windowUs: windowMs * 1_000, firstStep, lastStep };
  const { slots, slotOf } = slotsOf(chosen);
  const found = await readRows<Row>(
    reader,
    `WITH ${chosenSql},
     ${isGauged(reading) ? gaugedSql(gauged[reading], frame) : countedSql(numbersOf(reading, chosen), frame)},
     largest AS (SELECT grp FROM summed GROUP BY grp ORDER BY sum(total) DESC, grp LIMIT $groups)
     SELECT slot, k, list_values AS values FROM summed SEMI JOIN largest USING (grp) ORDER BY grp, k, slot`,
    {
      metric,
      labels: joinTexts(chosen.map(({ labelsText }) => labelsText)),
      bounds: joinTexts(chosen.map(({ bounds }) => boundsText(bounds))),
      groups_of: chosen.map(({ group }) => group).join(","),
      slots: slotOf.join(","),
      groups,
    },
  );
  return found.flatMap(({ slot, k, values }) => {
    const { group, bounds } = slots[slot] ?? {};
    if (group === undefined || bounds === undefined) return [];
    // Where others have more buckets, theirs are missing here.
    return [{ group, bounds, step: Number(k), values: values.filter((value) => value !== null) }];
  });
}

type Row = { slot: number; k: bigint; values: (number | null)[] };
type Chosen = SeriesRead["chosen"];
const isGauged = (reading: SeriesReading): reading is Gauged => reading in gauged;
const boundsText = (bounds: number[] | null) => (bounds === null ? "" : JSON.stringify(bounds));

/** Series are added up in a slot: those of a group that have the same bounds. A number is compared faster than its bounds. */
function slotsOf(chosen: Chosen) {
  const numbers = new Map<string, number>();
  const slots: Pick<Chosen[number], "group" | "bounds">[] = [];
  const slotOf = chosen.map(({ group, bounds }) => {
    const key = `${group} ${boundsText(bounds)}`;
    const number = numbers.get(key) ?? slots.push({ group, bounds }) - 1;
    numbers.set(key, number);
    return number;
  });
  return { slots, slotOf };
}

/** The numbers of one row that count upwards. The last of them says how much happened at all. */
function numbersOf(reading: Exclude<SeriesReading, Gauged>, chosen: Chosen): string[] {
  const count = "CAST(count AS DOUBLE)";
  if (reading === "value") return ["value"];
  if (reading === "count") return [count];
  if (reading === "sum-and-count") return ["value", count];
  const most = chosen.reduce((length, { bounds }) => Math.max(length, (bounds?.length ?? 0) + 1), 1);
  return Array.from({ length: most }, (_, index) => `CAST(cumulative[${index + 1}] AS DOUBLE)`);
}

const chosenSql = `chosen AS (
    SELECT unnest(range(len(string_split($slots, ',')))) AS nr,
      unnest(string_split($labels, ${textMark})) AS labels,
      unnest(string_split($bounds, ${textMark})) AS bounds,
      CAST(unnest(string_split($groups_of, ',')) AS INTEGER) AS grp,
      CAST(unnest(string_split($slots, ',')) AS INTEGER) AS slot)`;

const gaugedSql = (
  [ofSeries, ofGroup]: readonly [string, string],
  frame: Frame,
) => `${samplesSql("value", frame)},
  ${spreadSql("nr, time_us, value", "samples", frame)},
  held AS (SELECT nr, k, ${ofSeries} AS value FROM spread GROUP BY nr, k),
  summed AS (SELECT grp, slot, k, [${ofGroup}(value)] AS list_values, ${ofGroup}(value) AS total
    FROM held JOIN chosen USING (nr) GROUP BY grp, slot, k)`;
