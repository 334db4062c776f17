// Limits on connections, and an end that answers what is in flight.
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { ExchangeRecorder } from "./exchange.ts";
import type { Refuse } from "./refusals.ts";
import type { NodeHandler } from "./request-listener.ts";
import type { UpgradeHandler } from "./upgrade-listener.ts";

/** Room for a long cookie and a trace header, not for an attack on memory. */
const maxHeaderBytes = 16 * 1024;
const headersTimeoutMs = 10_000;
const keepAliveTimeoutMs = 20_000;

export type HttpServer = {
  listen(host: string, port: number): Promise<number>;
  /** Takes nothing new, lets what is in flight finish, and cuts what is left after the timeout. */
  drain(timeoutMs: number): Promise<void>;
};

type Options = {
  config: Config;
  exchanges: ExchangeRecorder;
  refuse: Refuse;
  onRequest: NodeHandler;
  onUpgrade: UpgradeHandler;
};

export function createHttpServer({ config, exchanges, refuse, onRequest, onUpgrade }: Options): HttpServer {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: Math.min(headersTimeoutMs, config.REQUEST_TIMEOUT_SECONDS * 1_000),
    requestTimeout: config.REQUEST_TIMEOUT_SECONDS * 1_000,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: 1_000,
    // Any other protocol a client offers to upgrade to may be ignored, and then the request is an ordinary one.
    shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === "websocket",
  });
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  server.on("request", onRequest);
  server.on("upgrade", onUpgrade);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
    const underWay = exchanges.on(socket);
    if (underWay && (underWay.response.headersSent || underWay.request.complete)) {
      // An answer of its own is coming; a second one here would be taken for the answer to the next request.
      return void underWay.response.once("close", () => socket.destroy());
    }
    refuse(socket, brokenRequest(error.code));
  });
  return {
    listen: (host, port) => listen(server, host, port),
    drain: (timeoutMs) => drain(server, open, exchanges, timeoutMs),
  };
}

function brokenRequest(code: string | undefined): AppError {
  if (code === "HPE_HEADER_OVERFLOW")
    return new AppError("headers_too_large", `Headers may have ${maxHeaderBytes} bytes at most.`);
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new AppError("request_timeout", "The request took too long to arrive.");
  return new AppError("bad_request", "This is not a well-formed HTTP request.");
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Connections without a request are of no use any more, whether kept alive, opened in advance or upgraded. */
const sweepMs = 50;

function drain(
  server: Server,
  open: ReadonlySet<Socket>,
  exchanges: ExchangeRecorder,
  timeoutMs: number,
): Promise<void> {
  const sweep = () => {
    for (const socket of open) if (!exchanges.on(socket)) socket.destroySoon();
  };
  return new Promise((resolve) => {
    const sweeping = setInterval(sweep, sweepMs);
    const cut = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, timeoutMs);
    server.close(() => {
      clearInterval(sweeping);
      clearTimeout(cut);
      resolve();
    });
    sweep();
  });
}
