import type { CallHistory } from "../call-history.ts";
import { findCalls, greatestReadings, listSecondsOfCalls, oldestSpanMs } from "./find-calls.ts";
import type { Keeper } from "./keeper.ts";

/** Every question about the calls between services. */
export function createCallReads(keeper: Keeper): CallHistory {
  return {
    findCalls: (query) => keeper.read((reader) => findCalls(reader, query)),
    listSecondsOfCalls: (query) => keeper.read((reader) => listSecondsOfCalls(reader, query)),
    greatestReadings: (query) => keeper.read((reader) => greatestReadings(reader, query)),
    oldestSpanMs: () => keeper.read(oldestSpanMs),
  };
}
