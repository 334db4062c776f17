// `npm run service -- payment-service --port 8004`: one service of the mesh as a process of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as failingPayment from "#app/checkout/order-fail-pay/route.ts";
import * as hangingInventory from "#app/checkout/order-timeout/route.ts";
import * as successfulCheckout from "#app/checkout/success/route.ts";
import * as health from "#app/health/route.ts";
import * as metrics from "#app/metrics/route.ts";
import * as ready from "#app/ready/route.ts";
import * as hop from "#app/services/[service]/[operation]/route.ts";
import { loadConfig } from "#lib/config/load.ts";
import { startupAdvice } from "#lib/config/startup-advice.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { serveService } from "#lib/runtime/service/serve.ts";
import { createShutdown } from "#lib/runtime/shutdown.ts";

const usage = `npm run service -- <service> --port <port>
  SERVICE_URLS says where the others are; what it does not name is at the address of *, by default http://127.0.0.1:3000.`;
/** The scripted checkouts begin at api-gateway, wherever that runs. */
const scripts = [successfulCheckout, failingPayment, hangingInventory];
const endpoints = [hop, health, ready, metrics, ...scripts].map((handlers) => ({ handlers, hot: true }));
const say = (line: string) => process.stderr.write(`${line}\n`);
/** What may come on top of the grace for requests: the last reports, flushing telemetry. */
const closingLimitMs = 12_000;

type Flags = { service: string; port: number };

function readFlags(): Flags | undefined {
  const { values, positionals } = parsed();
  if (values.help) return undefined;
  const [service, ...more] = positionals;
  if (service === undefined) throw refusal("Name the service to run.");
  if (more.length > 0) throw refusal(`One process runs one service; ${more.join(" ")} is too much.`);
  const port = /^\d{1,5}$/.test(values.port ?? "") ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw refusal("--port must be a whole number from 0 to 65535; 0 takes a free one.");
  return { service, port };
}

function parsed() {
  const options = { port: { type: "string" }, help: { type: "boolean" } } as const;
  try {
    return parseArgs({ options, strict: true, allowPositionals: true });
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

function refusal(what: string): AppError {
  return new AppError("validation_failed", `${what}\n\nUsage: ${usage}`);
}

async function main() {
  const flags = readFlags();
  if (!flags) return say(usage);
  const config = loadConfig(process.env);
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
  const limitMs = config.SHUTDOWN_TIMEOUT_SECONDS * 1_000 + closingLimitMs;
  const shutdown = createShutdown({ limitMs, say, exit: process.exit });
  try {
    const address = await serveService({ config, ...flags, version, endpoints, shutdown });
    say(`${flags.service} is ready at ${address}`);
  } catch (error) {
    await shutdown.run("the start failed");
    throw error;
  }
}

main().catch((error: unknown) => {
  say(startupAdvice(error));
  process.exit(1);
});
