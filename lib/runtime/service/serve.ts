// The process of one service, from its flags to its ready line: runtime, HTTP, signals. No pages, no sockets.
import { type Config, ownHost } from "#lib/config/load.ts";
import type { RouteHandler } from "#lib/http/route-spec.ts";
import { createHttpServer, type HttpServer } from "#lib/http/server/http-server.ts";
import { createRateLimits } from "#lib/http/server/rate-limits.ts";
import { createRefusals } from "#lib/http/server/refusals.ts";
import { createRequestListener } from "#lib/http/server/request-listener.ts";
import { createEndpointRoutes } from "#lib/http/server/routes.ts";
import { createUpgradeListener } from "#lib/http/server/upgrade-listener.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Shutdown } from "../shutdown.ts";
import { runtimeSlot } from "../slot.ts";
import { createServiceRuntime, type ServiceRuntime } from "./create-service.ts";

export type ServiceOptions = {
  config: Config;
  service: string;
  port: number;
  version: string;
  endpoints: readonly { handlers: Record<string, RouteHandler>; hot: boolean }[];
  shutdown: Shutdown;
};

/** Resolves with the address, once it answers there. */
export async function serveService(options: ServiceOptions): Promise<string> {
  const { service, port, version, shutdown } = options;
  // Without Next there is only one way to serve an endpoint.
  const config = { ...options.config, HOT_ROUTES: true };
  const runtime = await createServiceRuntime({ config, service, version });
  shutdown.add(() => runtime.close());
  shutdown.reportTo(runtime.web.log.named("process"));
  runtimeSlot.publish(runtime);
  const server = createServer(options, runtime);
  shutdown.add(async (reason) => {
    runtime.drain();
    runtime.web.log.info(`${service} is stopping`, {
      reason,
      requests_in_flight: runtime.exchanges.inFlight(),
    });
    await server.drain(config.SHUTDOWN_TIMEOUT_SECONDS * 1_000);
  });
  const taken = await server.listen(config.HOST, port).catch((error: unknown) => {
    throw portTrouble(error, port);
  });
  return `http://${ownHost(config.HOST)}:${taken}`;
}

function createServer({ endpoints }: ServiceOptions, runtime: ServiceRuntime): HttpServer {
  const { config, web, exchanges, draining } = runtime;
  const refuse = createRefusals(web);
  const onRequest = createRequestListener({
    config,
    log: web.log.named("http"),
    routes: createEndpointRoutes(endpoints),
    offTheRecord: () => false,
    exchanges,
    limits: createRateLimits(config, web.meter),
    next: nothingElse,
    sockets: nothingElse,
    draining,
  });
  const onUpgrade = createUpgradeListener({ config, handlers: {}, draining, refuse });
  return createHttpServer({ config, exchanges, refuse, onRequest, onUpgrade });
}

function nothingElse(): never {
  throw new AppError("not_found", "A single service is here. Pages and the API are on the main process.");
}

function portTrouble(error: unknown, port: number): unknown {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new AppError("conflict", `Port ${port} is taken. Stop what uses it, or give another --port.`);
  if (code === "EACCES")
    return new AppError(
      "conflict",
      `Port ${port} may not be used by this account. Give a --port above 1023.`,
    );
  return error;
}
