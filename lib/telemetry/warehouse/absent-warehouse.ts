import { AppError } from "#lib/kernel/errors.ts";
import type { Warehouse } from "./create-warehouse.ts";

/** For a process whose records another one keeps. */
export function createAbsentWarehouse(): Warehouse {
  const elsewhere = () =>
    Promise.reject(
      new AppError(
        "unavailable",
        "This process keeps no history. Ask the main process, to which it reports.",
      ),
    );
  const nothing = () => undefined;
  const done = async () => {};
  const absent: Warehouse = {
    until: () => absent,
    takeSpan: nothing,
    takeLog: nothing,
    takeForeignLog: nothing,
    takePoints: nothing,
    findSpans: elsewhere,
    // biome-ignore lint/correctness/useYield: whoever asks for the first piece is told
    async *streamSpans() {
      await elsewhere();
    },
    outlineTrace: elsewhere,
    matchSpans: elsewhere,
    findTraces: elsewhere,
    traceDurations: elsewhere,
    listOperations: elsewhere,
    findLogs: elsewhere,
    findLogContext: elsewhere,
    findLogsTaken: elsewhere,
    countLogs: elsewhere,
    countLogFacets: elsewhere,
    oldestLogMs: elsewhere,
    allArrived: async () => true,
    recentLogs: {
      newestId: () => 0,
      floorId: () => 0,
      counts: () => ({ taken: 0, dropped: 0 }),
      after: () => [],
    },
    listServices: elsewhere,
    listMetrics: elsewhere,
    findSeries: elsewhere,
    readSeries: elsewhere,
    findExemplars: elsewhere,
    countRows: elsewhere,
    findCalls: elsewhere,
    listSecondsOfCalls: elsewhere,
    greatestReadings: elsewhere,
    oldestSpanMs: elsewhere,
    settle: nothing,
    size: () => ({ rows: 0, bytes: 0 }),
    bounds: () => [],
    queriesStopped: () => 0,
    flush: done,
    close: done,
  };
  return absent;
}
