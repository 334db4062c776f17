import type { History } from "../types.ts";
import { findSpans, outlineTrace, streamSpans, toStoredSpan } from "./find-spans.ts";
import type { Keeper } from "./keeper.ts";
import { matchSpans } from "./match-spans.ts";
import type { StoredRow } from "./stored-row.ts";

type SpanReads = Pick<History, "findSpans" | "streamSpans" | "outlineTrace" | "matchSpans">;

/** Every question about the spans of one trace. */
export function createSpanReads(keeper: Keeper): SpanReads {
  return {
    findSpans: (query) => keeper.read((reader) => findSpans(reader, query)),
    async *streamSpans(query, signal) {
      for await (const rows of keeper.stream<StoredRow>((reader) => streamSpans(reader, query), signal))
        yield rows.map(toStoredSpan);
    },
    outlineTrace: (query) => keeper.read((reader) => outlineTrace(reader, query)),
    matchSpans: (query) => keeper.read((reader) => matchSpans(reader, query)),
  };
}
