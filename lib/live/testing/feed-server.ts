// The Socket.IO server with one feed on a free port, and browsers that connect to it.
import { io, type Socket } from "socket.io-client";
import type { ClientEvents, FeedDelta, FeedName, ServerEvents } from "#lib/contract/live.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { createFeed } from "../feed.ts";
import { createSocketServer, type SocketServer } from "../socket-server.ts";
import type { Feed } from "../types.ts";
import { startHost } from "./socket-host.ts";

export type Client = Socket<ServerEvents, ClientEvents>;
export type Transport = "websocket" | "polling";

export type FeedServer = {
  feed: Feed;
  feeds: Record<FeedName, Feed>;
  sockets: SocketServer;
  port: number;
  /** How many requests, polls among them, have no answer yet. */
  waiting(): number;
  /** Why clients were cut, as the log says. */
  warnings: unknown[];
  connect(transport?: Transport): Promise<Client>;
  /** Sets an entry and tells it. */
  change(key: string, value: unknown): void;
  /** Waits until the last connection is gone, as a stop does. */
  close(): Promise<void>;
};

export async function startFeedServer(options: { most?: number } = {}): Promise<FeedServer> {
  const clients: Client[] = [];
  const warnings: unknown[] = [];
  const feed = createFeed("process", "epoch-1");
  const feeds = {
    process: feed,
    services: createFeed("services", "epoch-1"),
    edges: createFeed("edges", "epoch-1"),
    faults: createFeed("faults", "epoch-1"),
    traffic: createFeed("traffic", "epoch-1"),
    stock: createFeed("stock", "epoch-1"),
    alerts: createFeed("alerts", "epoch-1"),
  };
  const sockets = createSocketServer(feeds, logTo(warnings), options);
  const host = await startHost(sockets);
  return {
    feed,
    feeds,
    sockets,
    port: host.port,
    waiting: host.waiting,
    warnings,
    async connect(transport = "websocket") {
      const client: Client = io(`http://127.0.0.1:${host.port}`, {
        transports: [transport],
        reconnection: false,
        forceNew: true,
      });
      clients.push(client);
      await new Promise<void>((resolve, reject) => {
        client.once("connect", resolve);
        client.once("connect_error", reject);
      });
      return client;
    },
    change(key, value) {
      feed.set(key, value);
      sockets.tick();
    },
    async close() {
      for (const client of clients) client.close();
      await sockets.close();
      await host.close();
    },
  };
}

/** Emits what the contract does not allow, as a broken or hostile client would. */
export function anything(client: Client): Socket {
  return client as unknown as Socket;
}

export function deltasOf(client: Client): FeedDelta[] {
  const deltas: FeedDelta[] = [];
  client.on("feed:delta", (delta) => deltas.push(delta));
  return deltas;
}

function logTo(warnings: unknown[]): Logger {
  const quiet = () => {};
  const log: Logger = {
    debug: quiet,
    info: quiet,
    warn: (_message, attributes) => warnings.push(attributes?.reason),
    error: quiet,
    critical: quiet,
    exception: quiet,
    named: () => log,
  };
  return log;
}
