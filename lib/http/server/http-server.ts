// Limits on connections, and an end that answers what is in flight.
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { newRequestId } from "#lib/kernel/ids.ts";
import type { NodeHandler } from "./request-listener.ts";
import { refuse, type UpgradeHandler } from "./upgrade-listener.ts";

/** Room for a long cookie and a trace header, not for an attack on memory. */
const maxHeaderBytes = 16 * 1024;
const headersTimeoutMs = 10_000;
const keepAliveTimeoutMs = 20_000;

export function createHttpServer(config: Config, onRequest: NodeHandler, onUpgrade: UpgradeHandler): Server {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: Math.min(headersTimeoutMs, config.REQUEST_TIMEOUT_SECONDS * 1_000),
    requestTimeout: config.REQUEST_TIMEOUT_SECONDS * 1_000,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: 1_000,
  });
  server.on("request", onRequest);
  server.on("upgrade", onUpgrade);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
    refuse(socket, brokenRequest(error.code), newRequestId());
  });
  return server;
}

function brokenRequest(code: string | undefined): AppError {
  if (code === "HPE_HEADER_OVERFLOW")
    return new AppError("headers_too_large", `Headers may have ${maxHeaderBytes} bytes at most.`);
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new AppError("request_timeout", "The request took too long to arrive.");
  return new AppError("bad_request", "This is not a well-formed HTTP request.");
}

export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** An answer that had begun before the stop may leave its connection open; it is closed as soon as it is idle. */
const idleSweepMs = 50;

/** Resolves when every answer is sent, or cuts what is left after the timeout. */
export function drain(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
    const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}
