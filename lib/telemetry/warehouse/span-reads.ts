import type { History, StoredSpan } from "../types.ts";
import { findPageOfSpans, findSpans, maxSpans, outlineTrace } from "./find-spans.ts";
import { matchSpans } from "./match-spans.ts";
import type { Reader } from "./reads.ts";

/** A page at a time: between two of them a slow reader holds on to nothing in the warehouse. */
const pageSpans = 2_000;

type SpanReads = Pick<History, "findSpans" | "streamSpans" | "outlineTrace" | "matchSpans">;

/** Every question about the spans of one trace. */
export function createSpanReads(warehouse: Reader): SpanReads {
  return {
    findSpans: (query) => warehouse.read((reader) => findSpans(reader, query)),
    async *streamSpans(query, signal) {
      let after: StoredSpan | undefined;
      for (let left = maxSpans; left > 0 && !signal?.aborted; left -= pageSpans) {
        const page = { ...query, after, limit: pageSpans };
        const spans = await warehouse.read((reader) => findPageOfSpans(reader, page));
        if (spans.length > 0) yield spans;
        if (spans.length < pageSpans) return;
        after = spans.at(-1);
      }
    },
    outlineTrace: (query) => warehouse.read((reader) => outlineTrace(reader, query)),
    matchSpans: (query) => warehouse.read((reader) => matchSpans(reader, query)),
  };
}
