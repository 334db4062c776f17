// WebSocket upgrades: the same guards as requests, then the handler of the path. No handler, no upgrade.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { checkHost, checkOrigin, readPath } from "./guards.ts";
import type { Refuse } from "./refusals.ts";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => unknown;

export type UpgradeOptions = {
  config: Config;
  /** A path that ends in a slash covers everything below it. */
  handlers: Record<string, UpgradeHandler>;
  draining: () => boolean;
  refuse: Refuse;
};

export function createUpgradeListener({
  config,
  handlers,
  draining,
  refuse,
}: UpgradeOptions): UpgradeHandler {
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
      refuse(socket, error, request.headers["x-request-id"]?.toString());
    }
  };
}
