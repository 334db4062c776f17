import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Problem } from "#lib/contract/problem.ts";
import { ScriptedCheckout } from "#lib/contract/scripted-checkout.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningProcess } from "#lib/runtime/testing/start-process.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";
import { findFreePorts, startService } from "#lib/runtime/testing/start-service.ts";

let main: RunningServer;
let gateway: RunningProcess;

beforeAll(async () => {
  const [mainPort = 0, port = 0] = await findFreePorts(2);
  const serviceUrls = `api-gateway=http://127.0.0.1:${port}`;
  [main, gateway] = await Promise.all([
    startPreparedServer({
      env: { PORT: String(mainPort), SERVICE_URLS: serviceUrls, SIMULATION_SPEED: "0" },
    }),
    startService({
      service: "api-gateway",
      port,
      serviceUrls: `${serviceUrls},*=http://127.0.0.1:${mainPort}`,
    }),
  ]);
}, 200_000);
afterAll(async () => {
  await gateway?.stop();
  await main?.stop();
}, 180_000);

test.each(["the gateway's own process", "the main process"])(
  "a scripted checkout that begins at %s goes through the same services, in one trace",
  async (where) => {
    const { url } = where === "the main process" ? main : gateway;
    const post = (script: string) => send(url, { method: "POST", path: `/checkout/${script}` });
    const success = await post("success");
    expect(success.status).toBe(200);
    const { traceId } = ScriptedCheckout.parse(success.json());
    expect(traceId).toBe(success.headers["x-trace-id"]);
    await vi.waitFor(
      async () => {
        const trace = Trace.parse((await send(main.url, { path: `/api/traces/${traceId}` })).json());
        expect(trace.services).toEqual(
          expect.arrayContaining(["api-gateway", "order-service", "payment-service", "inventory-service"]),
        );
      },
      { timeout: 60_000, interval: 200 },
    );
    const failed = await post("order-fail-pay");
    expect(failed.status).toBe(500);
    expect(Problem.parse(failed.json()).traceId).toMatch(/^[0-9a-f]{32}$/);
  },
);
