// Socket.IO: browsers join feeds, and every tick sends a feed's delta once to its room.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Server as Engine } from "engine.io";
import { Server, type Socket } from "socket.io";
import {
  type ClientEvents,
  type FeedName,
  FeedRequest,
  type ServerEvents,
  type SocketProblem,
} from "#lib/contract/live.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { BriefGoodbyeServer } from "./brief-goodbye.ts";
import type { Feed } from "./types.ts";

/** Browsers send names of feeds, nothing larger. */
const maxMessageBytes = 16 * 1024;

type FeedServer = Server<ClientEvents, ServerEvents>;
type FeedSocket = Socket<ClientEvents, ServerEvents>;

export type SocketServer = {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connected(): number;
  tick(): void;
  close(): Promise<void>;
};

export function createSocketServer(feeds: Record<FeedName, Feed>, log: Logger): SocketServer {
  // Deltas are small and the same for all: compressing them once per socket would cost more than it saves.
  const engine = new Engine({
    maxHttpBufferSize: maxMessageBytes,
    perMessageDeflate: false,
    httpCompression: false,
    wsEngine: BriefGoodbyeServer,
  });
  const io: FeedServer = new Server({ serveClient: false });
  io.bind(engine);
  io.on("connection", (socket) => followFeeds(socket, feeds, log));

  return {
    handleRequest: (request, response) =>
      engine.handleRequest(request as Parameters<Engine["handleRequest"]>[0], response),
    handleUpgrade: (request, socket, head) =>
      engine.handleUpgrade(request as Parameters<Engine["handleUpgrade"]>[0], socket, head),
    connected: () => io.of("/").sockets.size,
    tick() {
      for (const feed of Object.values(feeds)) {
        const delta = feed.takeDelta();
        // Volatile: a browser that cannot keep up misses a delta, sees the gap in seq and asks for a snapshot.
        if (delta) io.to(feed.name).volatile.emit("feed:delta", delta);
      }
    },
    async close() {
      await io.close();
      engine.close();
    },
  };
}

function followFeeds(socket: FeedSocket, feeds: Record<FeedName, Feed>, log: Logger) {
  const answer = <Reply>(event: string, request: unknown, reply: unknown, act: (feed: Feed) => Reply) => {
    if (typeof reply !== "function")
      return log.debug("a socket event came without an acknowledgement", { event });
    const parsed = FeedRequest.safeParse(request);
    reply(parsed.success ? act(feeds[parsed.data.feed]) : { ok: false, problem: notAFeed(feeds) });
  };
  socket.on("feed:join", (request, reply) =>
    answer("feed:join", request, reply, (feed) => {
      // Joined first: a delta between the two would otherwise be missed. One that is already in the snapshot is harmless.
      socket.join(feed.name);
      return { ok: true, snapshot: feed.snapshot() };
    }),
  );
  socket.on("feed:leave", (request, reply) =>
    answer("feed:leave", request, reply, (feed) => {
      socket.leave(feed.name);
      return { ok: true };
    }),
  );
}

function notAFeed(feeds: Record<string, Feed>): SocketProblem {
  return {
    code: "validation_failed",
    detail: `Ask for a feed as {"feed": name}, one of: ${Object.keys(feeds).join(", ")}.`,
  };
}
