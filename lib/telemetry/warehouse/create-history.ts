// Everything that can be asked of the open file.
import type { History } from "../types.ts";
import { createCallReads } from "./call-reads.ts";
import { countRows } from "./count-rows.ts";
import { findExemplars } from "./find-exemplars.ts";
import { findSeries } from "./find-series.ts";
import { findTraces } from "./find-traces.ts";
import type { Keeper } from "./keeper.ts";
import { listMetrics } from "./list-metrics.ts";
import { listOperations } from "./list-operations.ts";
import { listServices } from "./list-services.ts";
import { createLogReads } from "./log-reads.ts";
import { readSeries } from "./read-series.ts";
import type { Reader } from "./reads.ts";
import { createSpanReads } from "./span-reads.ts";
import { traceDurations } from "./trace-durations.ts";

type Flush = (limitMs: number) => Promise<boolean>;

export function createHistory(keeper: Pick<Keeper, "read">, flush: Flush): History {
  return {
    ...createReads(keeper, flush),
    until: (signal) => createReads({ read: (query) => keeper.read(query, signal) }, flush),
  };
}

function createReads(warehouse: Reader, flush: Flush): Omit<History, "until"> {
  return {
    ...createSpanReads(warehouse),
    ...createCallReads(warehouse),
    ...createLogReads(warehouse, flush),
    findTraces: (query) => warehouse.read((reader) => findTraces(reader, query)),
    traceDurations: (query) => warehouse.read((reader) => traceDurations(reader, query)),
    listOperations: (query) => warehouse.read((reader) => listOperations(reader, query)),
    listServices: () => warehouse.read(listServices),
    listMetrics: (query) => warehouse.read((reader) => listMetrics(reader, query)),
    findSeries: (query) => warehouse.read((reader) => findSeries(reader, query)),
    readSeries: (query) => warehouse.read((reader) => readSeries(reader, query)),
    findExemplars: (query) => warehouse.read((reader) => findExemplars(reader, query)),
    countRows: () => warehouse.read(countRows),
  };
}
