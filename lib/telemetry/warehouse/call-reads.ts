import type { CallHistory } from "../call-history.ts";
import { findCalls, greatestReadings, listSecondsOfCalls, oldestSpanMs } from "./find-calls.ts";
import type { Reader } from "./reads.ts";

/** Every question about the calls between services. */
export function createCallReads(warehouse: Reader): CallHistory {
  return {
    findCalls: (query) => warehouse.read((reader) => findCalls(reader, query)),
    listSecondsOfCalls: (query) => warehouse.read((reader) => listSecondsOfCalls(reader, query)),
    greatestReadings: (query) => warehouse.read((reader) => greatestReadings(reader, query)),
    oldestSpanMs: () => warehouse.read(oldestSpanMs),
  };
}
