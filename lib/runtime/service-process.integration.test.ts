import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LogList } from "#lib/contract/log-answers.ts";
import type { ServiceDetail, ServiceList } from "#lib/contract/mesh.ts";
import type { Trace } from "#lib/contract/trace-answers.ts";
import { knownShoppers } from "#lib/services/ledger/known-shoppers.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { send } from "./testing/send.ts";
import { startPreparedServer } from "./testing/start-prepared-server.ts";
import type { RunningProcess } from "./testing/start-process.ts";
import type { RunningServer } from "./testing/start-server.ts";
import { findFreePorts, startService } from "./testing/start-service.ts";

type Alone = "payment-service" | "inventory-service";
type Place = { url: string };

const shopper = knownShoppers.find(({ tenant, cardEnding }) => tenant === "merch" && cardEnding !== "0002");
const lines = assortment
  .filter(({ stock }) => stock > 50)
  .slice(0, 2)
  .map(({ sku }) => ({ sku, quantity: 1 }));

let ports = { main: 0, "payment-service": 0, "inventory-service": 0 };
let main: RunningServer;
const alone = new Map<Alone, RunningProcess>();

const named = () =>
  (["payment-service", "inventory-service"] as const)
    .map((name) => `${name}=http://127.0.0.1:${ports[name]}`)
    .join();
const startMain = (stateDir?: string) =>
  startPreparedServer({
    ...(stateDir ? { stateDir } : {}),
    env: { PORT: String(ports.main), SERVICE_URLS: named(), SIMULATION_SPEED: "0" },
  });
const startAlone = async (service: Alone) => {
  const serviceUrls = `${named()},*=http://127.0.0.1:${ports.main}`;
  alone.set(service, await startService({ service, port: ports[service], serviceUrls }));
};
const running = (service: Alone): RunningProcess => {
  const there = alone.get(service);
  if (!there) throw new Error(`${service} does not run`);
  return there;
};

/** A busy machine alone makes a service degraded, by its latency. */
const notFailed = /^(healthy|degraded)$/;
const soon = { timeout: 60_000, interval: 100 };
const json = { "content-type": "application/json" };

async function read<T>(place: Place, path: string): Promise<T> {
  const answer = await send(place.url, { path });
  return answer.json() as T;
}
const call = (place: Place, path: string, input: unknown, headers: Record<string, string> = {}) =>
  send(place.url, { method: "POST", path, headers: { ...json, ...headers }, body: JSON.stringify(input) });

async function statuses(): Promise<Record<string, string>> {
  const { services } = await read<ServiceList>(main, "/services");
  return Object.fromEntries(services.map(({ id, status }) => [id, status]));
}
const busyAt = async (service: string) =>
  (await read<ServiceDetail>(main, `/api/services/${service}`)).reading.busy;
const statusOf = async (service: string) => (await statuses())[service];

/** A traced call: the id of the trace it made. */
async function trace(place: Place, path: string, input: unknown, requestId: string): Promise<string> {
  const traceId = randomBytes(16).toString("hex");
  const traceparent = `00-${traceId}-${randomBytes(8).toString("hex")}-01`;
  await call(place, path, input, { traceparent, "x-request-id": requestId });
  return traceId;
}

/** Who called whom: the spans of a trace as lines, each with its ancestors; an empty list while it is not there. */
async function shapeOf(place: Place, traceId: string): Promise<string[]> {
  const { spans = [] } = await read<Partial<Trace>>(place, `/api/traces/${traceId}`);
  const known = new Map(spans.map((span) => [span.spanId, span]));
  const line = (span: Trace["spans"][number]): string => {
    const parent = known.get(span.parentSpanId ?? "");
    return `${parent ? `${line(parent)} > ` : ""}${span.service} ${span.kind} ${span.name}`;
  };
  return spans.map(line).toSorted();
}

async function settledShape(place: Place, traceId: string): Promise<string[]> {
  let before: string[] = [];
  await expect
    .poll(
      async () => {
        const now = await shapeOf(place, traceId);
        const settled = now.length > 20 && now.length === before.length;
        before = now;
        return settled;
      },
      { timeout: 60_000, interval: 700 },
    )
    .toBe(true);
  return before;
}

beforeAll(async () => {
  const [first = 0, second = 0, third = 0] = await findFreePorts(3);
  ports = { main: first, "payment-service": second, "inventory-service": third };
  [main] = await Promise.all([startMain(), startAlone("payment-service"), startAlone("inventory-service")]);
}, 200_000);
afterAll(async () => {
  await Promise.all([...alone.values()].map((one) => one.stop()));
  await main?.stop();
}, 180_000);

describe("two services in processes of their own", () => {
  test("make with the others the trace that one process makes", async () => {
    const whole = await startPreparedServer({ env: { SIMULATION_SPEED: "0" } });
    const input = { session: shopper?.session, lines, cardEnding: shopper?.cardEnding };
    const checkout = async (place: Place, requestId: string) =>
      settledShape(place, await trace(place, "/services/api-gateway/checkout", input, requestId));
    try {
      // A busy machine can make a call too late, and repeat it; not every time, and not in both ways.
      await expect
        .poll(
          async () => {
            const requestId = `checkout-${randomBytes(4).toString("hex")}`;
            const [apart, together] = await Promise.all([
              checkout(main, requestId),
              checkout(whole, requestId),
            ]);
            return (
              apart.join("\n") === together.join("\n") && apart.join().includes("payment-service server")
            );
          },
          { timeout: 90_000, interval: 1 },
        )
        .toBe(true);
    } finally {
      await whole.stop();
    }
    // The main process has no such service, so it was another one that recorded those spans.
    expect((await call(main, "/services/payment-service/authorize", {})).status).toBe(404);
    const scraped = await send(running("payment-service").url, { path: "/metrics" });
    expect(scraped.text).toMatch(/http_server_request_duration_seconds_count\{service="payment-service"/);
  }, 180_000);

  test("are well in the graph, and calls of theirs count there", async () => {
    await send(main.url, {
      method: "PATCH",
      path: "/api/traffic",
      headers: json,
      body: JSON.stringify({ requestsPerSecond: 5, mix: { checkout: 8 } }),
    });
    const notWell = async () => {
      const { services } = await read<ServiceList>(main, "/services");
      const wanting = services.filter(
        ({ status, request_count }) => status === "failed" || request_count === 0,
      );
      return wanting.map(({ id, status, latency_ms, error_rate }) => ({
        id,
        status,
        latency_ms,
        error_rate,
      }));
    };
    await expect.poll(notWell, soon).toEqual([]);
    expect(Object.keys(await statuses())).toHaveLength(9);
    const { dependencies } = await read<ServiceDetail>(main, "/api/services/payment-service");
    for (const { reading } of dependencies) expect(reading.calls).toBeGreaterThan(0);
  }, 180_000);

  test("print their own log lines, and the main process keeps them without printing them again", async () => {
    const path = "/api/logs?service=inventory-service&level=info&limit=1";
    await expect.poll(async () => (await read<LogList>(main, path)).logs.length, soon).toBe(1);
    expect(running("inventory-service").stdout()).toContain('"service":"inventory-service"');
    expect(main.stdout()).not.toContain('"service":"inventory-service"');
  });

  test("fail when they are broken in the main process, and recover", async () => {
    const broken = await call(main, "/simulate-failure", {
      service_id: "payment-service",
      duration_seconds: 3,
    });
    expect(broken.status).toBe(202);
    await expect.poll(() => statusOf("payment-service"), soon).toBe("failed");
    expect(await statusOf("inventory-service")).not.toBe("failed");
    await expect.poll(() => statusOf("payment-service"), soon).toMatch(notFailed);
  }, 180_000);

  test("are failed when they are killed, and healthy when they are started again", async () => {
    await running("inventory-service").kill();
    await expect.poll(() => statusOf("inventory-service"), soon).toBe("failed");
    await startAlone("inventory-service");
    await expect.poll(() => statusOf("inventory-service"), soon).toMatch(notFailed);
  }, 180_000);

  test("keep what they recorded while the main process is away", async () => {
    await main.stop({ keepState: true });
    const traceId = await trace(
      running("inventory-service"),
      "/services/inventory-service/check",
      { lines },
      `alone-${randomBytes(4).toString("hex")}`,
    );
    main = await startMain(main.stateDir);
    await expect
      .poll(async () => (await shapeOf(main, traceId)).at(0), soon)
      .toMatch(/^inventory-service server POST \/services\/inventory-service\/check/);
  }, 180_000);

  test("finish what they work on when they are stopped, and say the rest of what they have to say", async () => {
    const armed = await call(main, "/api/faults", {
      kind: "latency",
      target: "payment-service",
      parameters: { delayMs: 2_000 },
      durationSeconds: 20,
    });
    expect(armed.status).toBe(201);
    const answers: ReturnType<typeof send>[] = [];
    // Without valid input there is nothing to do after the delay, so the answer is known.
    const ask = () =>
      answers.push(call(running("payment-service"), "/services/payment-service/authorize", {}));
    await expect.poll(async () => ask() && (await busyAt("payment-service")), soon).toBeGreaterThan(0);
    expect(await running("payment-service").stop()).toBe(0);
    for (const { status } of await Promise.all(answers)) expect(status).toBe(422);
    const path = "/api/logs?q=payment-service%20is%20stopping&limit=1";
    await expect.poll(async () => (await read<LogList>(main, path)).logs.length, soon).toBe(1);
  }, 180_000);
});
