// One series of one reading, one JSON line; a histogram is one line with its bounds and cumulative counts.
import type { Family } from "../metrics/snapshot.ts";
import { processService } from "../service-resource.ts";
import type { Labels } from "../types.ts";

export function* pointLines(families: readonly Family[], timestampMs: number): Generator<string> {
  const time = `{"time_us":${Math.round(timestampMs * 1_000)},`;
  for (const { name, kind, series } of families) {
    for (const one of series) {
      if ("cumulative" in one) {
        const { sum, count, bounds, cumulative } = one;
        const counted = `"count":${count},"bounds":${JSON.stringify(bounds)},"cumulative":${JSON.stringify(cumulative)}`;
        yield `${time}${sayWhose(name, kind, one.labels)},"value":${JSON.stringify(sum)},${counted}}`;
      } else if (!Number.isNaN(one.value)) {
        const value = JSON.stringify(one.value);
        yield `${time}${sayWhose(name, kind, one.labels)},"value":${value},"count":null,"bounds":null,"cumulative":null}`;
      }
    }
  }
}

type Said = { metric: string; text: string };
/** A series keeps its labels object for life, so what tells it from the others is not put together for every reading. */
const said = new WeakMap<Labels, Said>();

function sayWhose(metric: string, kind: Family["kind"], own: Labels): string {
  const known = said.get(own);
  if (known?.metric === metric) return known.text;
  const { service = processService, ...labels } = own;
  const text = JSON.stringify({ metric, kind, service, labels }).slice(1, -1);
  said.set(own, { metric, text });
  return text;
}
