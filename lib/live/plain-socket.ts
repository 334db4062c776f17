// `/ws`: a plain WebSocket for scripts. The whole state on connect and again when it changes, no protocol to learn.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";

/** A reader that stopped reading is cut before its backlog becomes our memory. */
const maxBacklogBytes = 1024 * 1024;
const maxMessageBytes = 1024;

export type PlainSocket = {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connected(): number;
  /** Sends the current message if it differs from the last one. */
  tick(): void;
  close(): void;
};

export function createPlainSocket(
  currentMessage: () => { type: string } & Record<string, unknown>,
  now: () => string,
): PlainSocket {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  let lastSent = "";

  const stamped = (message: object) => JSON.stringify({ ...message, timestamp: now() });

  return {
    handleUpgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        client.on("error", () => client.terminate());
        client.send(stamped(currentMessage()));
      });
    },
    connected: () => server.clients.size,
    tick() {
      if (server.clients.size === 0) return;
      const message = currentMessage();
      const text = JSON.stringify(message);
      if (text === lastSent) return;
      lastSent = text;
      const data = stamped(message);
      for (const client of server.clients) {
        if (client.bufferedAmount > maxBacklogBytes) client.terminate();
        else if (client.readyState === WebSocket.OPEN) client.send(data);
      }
    },
    close() {
      for (const client of server.clients) client.close(1001, "server is stopping");
      server.close();
    },
  };
}
