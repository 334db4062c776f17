// An HTTP server on a free port that hands requests and upgrades to whatever is under test.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { asAppError } from "#lib/kernel/errors.ts";

type Host = {
  handleRequest?(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

export type SocketHost = {
  port: number;
  /** How many requests have no answer yet. */
  waiting(): number;
  /** Waits until the last connection is gone, as a stop does. */
  close(): Promise<void>;
};

export async function startHost(host: Host): Promise<SocketHost> {
  let waiting = 0;
  const server = createServer((request, response) => {
    waiting += 1;
    response.once("close", () => {
      waiting -= 1;
    });
    try {
      host.handleRequest?.(request, response);
    } catch (error) {
      response.writeHead(statusOf(error)).end();
    }
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    try {
      host.handleUpgrade(request, socket, head);
    } catch (error) {
      socket.end(`HTTP/1.1 ${statusOf(error)} Refused\r\nconnection: close\r\n\r\n`);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    waiting: () => waiting,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function statusOf(error: unknown): number {
  return asAppError(error)?.code === "unavailable" ? 503 : 500;
}
