// One process: configuration, runtime, Next, HTTP, signals. What the parts are is decided in lib/runtime/create.ts.
import { createServer } from "node:http";
import next from "next";
import { endpoints } from "#app/endpoints.ts";
import { loadConfig } from "#lib/config/load.ts";
import { startupAdvice } from "#lib/config/startup-advice.ts";
import { buildOpenApi } from "#lib/http/openapi.ts";
import { createHttpServer, drain, listen } from "#lib/http/server/http-server.ts";
import { createRequestListener, socketPath } from "#lib/http/server/request-listener.ts";
import { createRoutes } from "#lib/http/server/routes.ts";
import { createUpgradeListener, type UpgradeHandler } from "#lib/http/server/upgrade-listener.ts";
import { createRuntime } from "#lib/runtime/create.ts";
import { runtimeSlot } from "#lib/runtime/slot.ts";
import { captureConsole } from "#lib/telemetry/capture-console.ts";
import manifest from "./package.json" with { type: "json" };

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main() {
  const config = loadConfig(process.env);
  const development = config.NODE_ENV === "development";
  const specs = endpoints.flatMap(({ handlers }) => Object.values(handlers).map(({ spec }) => spec));
  const runtime = await createRuntime({
    config,
    version: manifest.version,
    openApi: () => buildOpenApi(specs, manifest.version),
  });
  runtimeSlot.publish(runtime);
  if (!development) captureConsole(console, runtime.web.log.named("console"));

  // Next adds an upgrade listener of its own to the server it is given; ours decides alone, so it gets a spare one.
  const app = next({ dev: development, dir: import.meta.dirname, httpServer: createServer() });
  await app.prepare();

  const { sockets, plainSocket, exchanges, draining } = runtime;
  const onRequest = createRequestListener({
    config,
    log: runtime.web.log.named("http"),
    routes: createRoutes(endpoints, import.meta.dirname),
    exchanges,
    next: app.getRequestHandler(),
    sockets: sockets.handleRequest,
    draining,
  });
  const upgrades: Record<string, UpgradeHandler> = {
    [socketPath]: sockets.handleUpgrade,
    "/ws": plainSocket.handleUpgrade,
    ...(development ? { "/_next/": app.getUpgradeHandler() } : {}),
  };
  const server = createHttpServer(config, onRequest, createUpgradeListener(config, upgrades, draining));
  const port = await listen(server, config.HOST, config.PORT).catch(async (error: unknown) => {
    await runtime.close();
    throw error;
  });

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    runtime.drain();
    exchanges.announceClose();
    runtime.web.log.info("stopping", { signal, requests_in_flight: exchanges.inFlight() });
    await sockets.close();
    plainSocket.close();
    await drain(server, config.SHUTDOWN_TIMEOUT_SECONDS * 1_000);
    await app.close();
    await runtime.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
  // After a bug nobody caught, state can be anything: leave the cause in the log, then go.
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, async (error: unknown) => {
      runtime.web.log.named("process").exception("a bug that nothing caught ends this process", error);
      await runtime.telemetry.close();
      process.exit(1);
    });
  }
  say(`Faultmart is ready at http://${config.HOST === "0.0.0.0" ? "localhost" : config.HOST}:${port}`);
}

main().catch((error: unknown) => {
  say(startupAdvice(error));
  process.exit(1);
});
