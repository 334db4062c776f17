// `/ws`: a plain WebSocket for scripts. The whole state on connect and again when it changes, no protocol to learn.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { BriefGoodbyeServer } from "./brief-goodbye.ts";
import { admitSocket, maxBacklogBytes, maxSockets } from "./socket-limits.ts";

const maxMessageBytes = 1024;

export type PlainSocket = {
  /** Throws an AppError for a handshake that is not admitted. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connected(): number;
  /** Sends the current message to every client that was last told another. */
  tick(): void;
  close(): void;
};

export function createPlainSocket(
  currentMessage: () => { type: string } & Record<string, unknown>,
  now: () => string,
  { most = maxSockets }: { most?: number } = {},
): PlainSocket {
  let stopping = false;
  const server = new BriefGoodbyeServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  /** What each client was last told: one that connected after a change has it before the tick. */
  const told = new WeakMap<WebSocket, string>();

  /** What is compared has no time in it; to write the whole state a second time for it would double the cost. */
  const stamp = (text: string) => `${text.slice(0, -1)},"timestamp":${JSON.stringify(now())}}`;

  return {
    handleUpgrade(request, socket, head) {
      admitSocket({ open: server.clients.size, most, stopping });
      server.handleUpgrade(request, socket, head, (client) => {
        client.on("error", () => client.terminate());
        const text = JSON.stringify(currentMessage());
        told.set(client, text);
        client.send(stamp(text));
      });
    },
    connected: () => server.clients.size,
    tick() {
      if (server.clients.size === 0) return;
      const message = currentMessage();
      const text = JSON.stringify(message);
      const data = stamp(text);
      for (const client of server.clients) {
        if (client.readyState !== WebSocket.OPEN || told.get(client) === text) continue;
        told.set(client, text);
        if (client.bufferedAmount > maxBacklogBytes) client.terminate();
        else client.send(data);
      }
    },
    close() {
      stopping = true;
      for (const client of server.clients) client.close(1001, "server is stopping");
      server.close();
    },
  };
}
