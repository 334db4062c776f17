import { z } from "zod/mini";
import type { VendorEvents } from "./vendor-events.ts";

/**
 * A feed is a map of named entries that browsers follow: first a snapshot, then deltas. `epoch` changes when
 * the server process does, `seq` grows by one with every delta. A reader that sees another epoch or a
 * gap in seq drops what it has and asks for a snapshot again. A delta that changes nothing says that the feed is alive.
 */
export const feedNames = ["process", "services", "edges", "faults", "traffic", "stock", "alerts"] as const;
export const FeedName = z.enum(feedNames);
export type FeedName = z.infer<typeof FeedName>;

export const FeedSnapshot = z.object({
  feed: FeedName,
  epoch: z.string(),
  seq: z.int(),
  entries: z.record(z.string(), z.unknown()),
});
export type FeedSnapshot = z.infer<typeof FeedSnapshot>;

export const FeedDelta = z.object({
  feed: FeedName,
  epoch: z.string(),
  seq: z.int(),
  changed: z.record(z.string(), z.unknown()),
  removed: z.array(z.string()),
});
export type FeedDelta = z.infer<typeof FeedDelta>;

export const FeedRequest = z.strictObject({ feed: FeedName });
export type FeedRequest = z.infer<typeof FeedRequest>;

export type SocketProblem = { code: string; detail: string };
export type FeedReply = { ok: true; snapshot: FeedSnapshot } | { ok: false; problem: SocketProblem };

/** Socket.IO events from the server: deltas to those who joined a feed, what concerns vendors to everybody. */
export type ServerEvents = VendorEvents & {
  "feed:delta": (delta: FeedDelta) => void;
};

/**
 * Socket.IO events from a browser. Whatever asks for an acknowledgement gets one: what is not as agreed the problem
 * `validation_failed`, any other event `not_found`. What does not ask is ignored. A client that floods is cut.
 */
export type ClientEvents = {
  "feed:join": (request: FeedRequest, reply: (answer: FeedReply) => void) => void;
  "feed:leave": (
    request: FeedRequest,
    reply: (answer: { ok: true } | { ok: false; problem: SocketProblem }) => void,
  ) => void;
};
