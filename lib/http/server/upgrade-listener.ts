// WebSocket upgrades: the same guards as requests, then the handler of the path. No handler, no upgrade.
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { takeRequestId } from "#lib/kernel/ids.ts";
import { toProblem } from "../problem.ts";
import { checkHost, checkOrigin, readPath } from "./guards.ts";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => unknown;

/** A path that ends in a slash covers everything below it. */
export function createUpgradeListener(
  config: Config,
  handlers: Record<string, UpgradeHandler>,
  draining: () => boolean,
): UpgradeHandler {
  return (request, socket, head) => {
    // A peer that resets during the handshake must not take the process down.
    socket.on("error", () => socket.destroy());
    try {
      checkHost(request, config);
      checkOrigin(request, config, { upgrade: true });
      if (draining())
        throw new AppError("unavailable", "This server is stopping. Connect again in a moment.");
      const { path } = readPath(request);
      const name = Object.keys(handlers).find(
        (one) => one === path || (one.endsWith("/") && path.startsWith(one)),
      );
      const handler = name === undefined ? undefined : handlers[name];
      if (!handler)
        throw new AppError("not_found", "No socket is served at this address. Use /ws or /socket.io/.");
      handler(request, socket, head);
    } catch (error) {
      refuse(socket, error, takeRequestId(request.headers["x-request-id"]?.toString()));
    }
  };
}

export function refuse(socket: Duplex, error: unknown, requestId: string) {
  const { status, headers, body } = toProblem(error, requestId);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headers,
    "x-request-id": requestId,
    connection: "close",
    "content-length": Buffer.byteLength(text),
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${text}`);
}
