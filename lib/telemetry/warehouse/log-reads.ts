// Every question about log lines, asked of the open file.
import type { LogHistory } from "../log-history.ts";
import { countLogFacets, countLogs } from "./count-logs.ts";
import { findLogContext } from "./find-log-context.ts";
import { findLogs, findLogsTaken } from "./find-logs.ts";
import type { Reader } from "./reads.ts";
import { keptWindow } from "./search-backwards.ts";

/** They arrive twice a second; on a machine that is very busy a late answer is better than one with a gap. */
const arrivalLimitMs = 30_000;

export function createLogReads(warehouse: Reader, flush: (limitMs: number) => Promise<boolean>): LogHistory {
  return {
    findLogs: (query) => warehouse.read((reader) => findLogs(reader, query)),
    findLogContext: (query) => warehouse.read((reader) => findLogContext(reader, query)),
    findLogsTaken: (query) => warehouse.read((reader) => findLogsTaken(reader, query)),
    countLogs: (query) => warehouse.read((reader) => countLogs(reader, query)),
    countLogFacets: (query) => warehouse.read((reader) => countLogFacets(reader, query)),
    oldestLogMs: () =>
      warehouse.read(async (reader) => {
        const kept = await keptWindow(reader, "logs", {});
        return kept && Math.floor(kept.startUs / 1_000);
      }),
    allArrived: () => flush(arrivalLimitMs),
  };
}
