// One process: configuration, runtime, Next, HTTP, signals. What the parts are is decided in lib/runtime/create.ts.
import { createServer } from "node:http";
import next from "next";
import { endpoints } from "#app/endpoints.ts";
import { loadConfig } from "#lib/config/load.ts";
import { startupAdvice } from "#lib/config/startup-advice.ts";
import { buildOpenApi } from "#lib/http/openapi.ts";
import { createHttpServer } from "#lib/http/server/http-server.ts";
import { createOffTheRecord } from "#lib/http/server/off-the-record.ts";
import { createRateLimits } from "#lib/http/server/rate-limits.ts";
import { createRefusals } from "#lib/http/server/refusals.ts";
import { createRequestListener, socketPath } from "#lib/http/server/request-listener.ts";
import { createRoutes } from "#lib/http/server/routes.ts";
import { createUpgradeListener, type UpgradeHandler } from "#lib/http/server/upgrade-listener.ts";
import { createRuntime } from "#lib/runtime/create.ts";
import { createShutdown } from "#lib/runtime/shutdown.ts";
import { runtimeSlot } from "#lib/runtime/slot.ts";
import { captureConsole } from "#lib/telemetry/capture-console.ts";
import manifest from "./package.json" with { type: "json" };

const say = (line: string) => process.stderr.write(`${line}\n`);
/** What may come on top of the grace for requests: goodbyes to sockets, flushing telemetry, closing files. */
const closingLimitMs = 12_000;

async function main() {
  const config = loadConfig(process.env);
  const development = config.NODE_ENV === "development";
  const graceMs = config.SHUTDOWN_TIMEOUT_SECONDS * 1_000;
  const shutdown = createShutdown({ limitMs: graceMs + closingLimitMs, say, exit: process.exit });
  try {
    const specs = endpoints.flatMap(({ handlers }) => Object.values(handlers).map(({ spec }) => spec));
    const openApi = () => buildOpenApi(specs, manifest.version);
    const routes = createRoutes(endpoints, import.meta.dirname, { development });
    const findAddress = (path: string) => routes.find(path);
    const runtime = await createRuntime({ config, version: manifest.version, openApi, findAddress });
    shutdown.add(() => runtime.close());
    runtimeSlot.publish(runtime);
    const { web, sockets, plainSocket, exchanges, draining } = runtime;
    shutdown.reportTo(web.log.named("process"));
    if (!development) captureConsole(console, web.log.named("console"));

    // Next adds an upgrade listener of its own to the server it is given. Ours decides alone, so Next gets a spare one
    // that never listens; while developing, its hot reload is handed over.
    const spare = createServer();
    const app = next({ dev: development, dir: import.meta.dirname, httpServer: spare });
    shutdown.add(() => app.close());
    await app.prepare();

    const refuse = createRefusals(web);
    const onRequest = createRequestListener({
      config,
      log: web.log.named("http"),
      routes,
      offTheRecord: createOffTheRecord(endpoints),
      exchanges,
      limits: createRateLimits(config, web.meter),
      next: app.getRequestHandler(),
      sockets: sockets.handleRequest,
      draining,
    });
    const handOver: UpgradeHandler = (...upgrade) => spare.emit("upgrade", ...upgrade);
    const handlers = {
      [socketPath]: sockets.handleUpgrade,
      "/ws": plainSocket.handleUpgrade,
      ...(development ? { "/_next/": handOver } : {}),
    };
    const onUpgrade = createUpgradeListener({ config, handlers, draining, refuse });
    const server = createHttpServer({ config, exchanges, refuse, onRequest, onUpgrade });
    shutdown.add(async (reason) => {
      runtime.drain();
      web.log.info("stopping", { reason, requests_in_flight: exchanges.inFlight() });
      // The word that this server is going still reaches those who watch.
      sockets.tick();
      await sockets.close();
      plainSocket.close();
      await server.drain(graceMs);
    });
    const port = await server.listen(config.HOST, config.PORT);
    runtime.serveAt(port);
    say(`Faultmart is ready at http://${reachableName(config.HOST)}:${port}`);
  } catch (error) {
    await shutdown.run("the start failed");
    throw error;
  }
}

/** What to type into a browser on this machine. */
function reachableName(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

main().catch((error: unknown) => {
  say(startupAdvice(error));
  process.exit(1);
});
