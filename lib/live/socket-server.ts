// Socket.IO: browsers join feeds, and every tick sends a feed's delta once to its room.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Server as Engine } from "engine.io";
import { Server } from "socket.io";
import type { ClientEvents, FeedName, ServerEvents } from "#lib/contract/live.ts";
import type { VendorTold } from "#lib/contract/vendor-events.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { BriefGoodbyeServer } from "./brief-goodbye.ts";
import { followFeeds } from "./follow-feeds.ts";
import { limitClients } from "./limit-clients.ts";
import { admitSocket, maxSockets } from "./socket-limits.ts";
import { tellInTurns } from "./tell-in-turns.ts";
import type { Feed, Freshen } from "./types.ts";
import { writeTogether } from "./write-together.ts";

/** Browsers send names of feeds, nothing larger. */
const maxMessageBytes = 16 * 1024;

export type SocketServer = {
  /** Both throw an AppError for a handshake that is not admitted. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Everyone who holds a session, also without a namespace. */
  connected(): number;
  /** How many browsers have joined it. */
  followers(feed: FeedName): number;
  /** To everybody, whatever they follow; each is written as text once. */
  tell(events: readonly VendorTold[]): void;
  /** Sends what changed now, between two ticks. */
  push(): void;
  /** A tick right before `close` still reaches everyone who has read the one before. */
  tick(): void;
  close(): Promise<void>;
};

export function createSocketServer(
  feeds: Record<FeedName, Feed>,
  log: Logger,
  { most = maxSockets, freshen = {} }: { most?: number; freshen?: Freshen } = {},
): SocketServer {
  let stopping = false;
  // Deltas are small and the same for all: compressing them once per socket would cost more than it saves.
  const engine: Engine = new Engine({
    maxHttpBufferSize: maxMessageBytes,
    perMessageDeflate: false,
    httpCompression: false,
    wsEngine: BriefGoodbyeServer,
    // Asked for new sessions only. It throws through the engine, which by itself would say 400 or 403.
    allowRequest: (_request, decide) => {
      admitSocket({ open: engine.clientsCount, most, stopping });
      decide(null, true);
    },
  });
  const io = new Server<ClientEvents, ServerEvents>({ serveClient: false });
  io.bind(engine);
  // Name and event of a pair belong together, which the typed `emit` cannot see.
  const everybody: Pick<Server, "emit"> = io as Server;
  // Nobody is passed over: who cannot keep up has it wait for them, and is cut when too much waits.
  const teller = tellInTurns(([name, event]) => everybody.emit(name, event));
  const limits = limitClients(engine, most, log);
  io.on("connection", (socket) => {
    limits.welcome(socket.conn);
    followFeeds(socket, feeds, log, freshen);
  });

  const push = () => {
    // Decided before the first delta is written: after it nobody is ready any more, and every other feed's would be lost.
    const behind = [...io.of("/").sockets.values()].filter(({ conn }) => !conn.transport.writable);
    const exceptThem = behind.map(({ id }) => id);
    for (const feed of Object.values(feeds)) {
      const delta = feed.takeDelta();
      // A browser that cannot keep up misses a delta, sees the gap in seq and asks for a snapshot.
      if (delta) io.to(feed.name).except(exceptThem).emit("feed:delta", delta);
    }
  };

  return {
    handleRequest: (request, response) =>
      engine.handleRequest(request as Parameters<Engine["handleRequest"]>[0], response),
    handleUpgrade(request, socket, head) {
      writeTogether(socket);
      engine.handleUpgrade(request as Parameters<Engine["handleUpgrade"]>[0], socket, head);
    },
    connected: () => engine.clientsCount,
    followers: (feed) => io.of("/").adapter.rooms.get(feed)?.size ?? 0,
    tell: teller.tell,
    push,
    tick() {
      limits.tick();
      push();
    },
    async close() {
      stopping = true;
      teller.close();
      await io.close();
      engine.close();
    },
  };
}
