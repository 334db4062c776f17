// A browser that follows the board as its pages do, and whose connection can be torn.
import { setTimeout as sleep } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import {
  type FeedState,
  type Follower,
  joining,
  takeDelta,
  takeSnapshot,
} from "#components/live/feed-state.ts";
import type { ClientEvents, FeedDelta, FeedName, ServerEvents } from "#lib/contract/live.ts";

export type FeedClient = {
  /** What it has, while it follows without a gap. */
  state(): FeedState | undefined;
  /** Tears the connection without a goodbye, now or after it has read nothing for a while. Returns whether there was one. */
  drop(unreadMs: number): Promise<boolean>;
  readonly told: FeedCounts;
  close(): void;
};
export type FeedCounts = {
  snapshots: number;
  applied: number;
  /** Deltas that it found missing when it came back, or while it was there. */
  missed: number;
  /** Snapshots of another run of the server. */
  epochs: number;
  /** Deltas that were applied though others before them were missing. */
  silentGaps: number;
};

type Wire = { terminate(): void; pause(): void };

const answerWithinMs = 10_000;
const askAgainMs = 200;

export function followFeed(url: string, feed: FeedName): FeedClient {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 500,
  });
  const told: FeedCounts = { snapshots: 0, applied: 0, missed: 0, epochs: 0, silentGaps: 0 };
  let follower: Follower = joining();
  let asking = false;

  const become = (next: Follower, because: "snapshot" | "delta") => {
    const [before, after] = [follower.known, next.known];
    follower = next;
    if (!before || !after || before === after) return;
    if (before.epoch !== after.epoch) told.epochs += 1;
    else if (because === "snapshot") told.missed += Math.max(0, after.seq - before.seq);
    else if (after.seq === before.seq + 1) told.applied += 1;
    else told.silentGaps += 1;
  };
  const hear = (delta: FeedDelta) => {
    if (delta.feed !== feed) return;
    become(takeDelta(follower, delta), "delta");
    if (follower.phase === "joining") void join();
  };
  const join = async () => {
    if (asking || !socket.connected) return;
    asking = true;
    follower = joining(follower.known);
    const reply = await socket
      .timeout(answerWithinMs)
      .emitWithAck("feed:join", { feed })
      .catch(() => undefined);
    asking = false;
    if (reply?.ok) {
      told.snapshots += 1;
      become(takeSnapshot(follower, reply.snapshot), "snapshot");
    }
    if (follower.phase === "joining") setTimeout(join, askAgainMs);
  };
  socket.on("connect", () => void join());
  socket.on("disconnect", () => {
    follower = joining(follower.known);
  });
  socket.on("feed:delta", hear);

  return {
    state: () => (follower.phase === "following" && socket.connected ? follower.known : undefined),
    async drop(unreadMs) {
      const wire = (socket.io.engine?.transport as unknown as { ws?: Wire } | undefined)?.ws;
      if (!wire || !socket.connected) return false;
      if (unreadMs > 0) {
        wire.pause();
        await sleep(unreadMs);
      }
      wire.terminate();
      return true;
    },
    told,
    close: () => void socket.close(),
  };
}
