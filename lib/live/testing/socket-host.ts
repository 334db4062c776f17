// An HTTP server on a free port that hands requests and upgrades to whatever is under test.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

type Host = {
  handleRequest?(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

export type SocketHost = {
  port: number /** Waits until the last connection is gone, as a stop does. */;
  close(): Promise<void>;
};

export async function startHost(host: Host): Promise<SocketHost> {
  const server = createServer((request, response) => host.handleRequest?.(request, response));
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    host.handleUpgrade(request, socket, head);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
