// One series of one reading, one JSON line; a histogram is one line with its bounds and cumulative counts.
import type { Family } from "../metrics/snapshot.ts";
import { processService } from "../service-resource.ts";
import type { Labels } from "../types.ts";

export function* pointLines(families: readonly Family[], timestampMs: number): Generator<string> {
  const timeUs = Math.round(timestampMs * 1_000);
  for (const { name: metric, kind, series } of families) {
    for (const one of series) {
      const { service = processService, ...labels } = one.labels as Labels;
      const line = { time_us: timeUs, metric, kind, service, labels };
      if ("cumulative" in one) {
        const { sum: value, count, bounds, cumulative } = one;
        yield JSON.stringify({ ...line, value, count, bounds, cumulative });
      } else if (!Number.isNaN(one.value)) {
        yield JSON.stringify({ ...line, value: one.value, count: null, bounds: null, cumulative: null });
      }
    }
  }
}
