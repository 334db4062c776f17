import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { LogList } from "#lib/contract/log-answers.ts";
import { EdgeDetail } from "#lib/contract/mesh.ts";
import { Problem } from "#lib/contract/problem.ts";
import { ScriptedCheckout } from "#lib/contract/scripted-checkout.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

const chain = ["api-gateway", "order-service", "payment-service", "inventory-service"];
const patient = { timeout: 60_000, interval: 100 };

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({ env: { SIMULATION_SPEED: "0" } });
});
afterAll(() => server.stop());

const post = (script: string, headers: Record<string, string> = {}) =>
  send(server.url, { method: "POST", path: `/checkout/${script}`, headers });
const get = async (path: string) => (await send(server.url, { path })).json();

/** Once a span of each of these services is stored. */
function traceWith(traceId: string, services: readonly string[]): Promise<Trace> {
  return vi.waitFor(async () => {
    const trace = Trace.parse(await get(`/api/traces/${traceId}`));
    expect(trace.services).toEqual(expect.arrayContaining([...services]));
    return trace;
  }, patient);
}

function linesWith(traceId: string, services: readonly string[]) {
  return vi.waitFor(async () => {
    const { logs } = LogList.parse(await get(`/api/logs?traceId=${traceId}&limit=100`));
    expect(logs.map(({ service }) => service)).toEqual(expect.arrayContaining([...services]));
    return logs;
  }, patient);
}

describe("POST /checkout/success 200", () => {
  test("gives an order id, and the id of a trace in which every service called the next", async () => {
    const answer = await post("success", { "x-request-id": "success-of-a-test" });
    expect(answer.status).toBe(200);
    const said = ScriptedCheckout.parse(answer.json());
    expect(said.requestId).toBe("success-of-a-test");
    expect(said.traceId).toBe(answer.headers["x-trace-id"]);
    const { spans, status } = await traceWith(said.traceId, chain);
    expect(status).toBe("ok");
    const servers = spans.filter(({ kind }) => kind === "server");
    expect(servers.map(({ service }) => service)).toEqual(chain);
    for (const span of servers) {
      expect(span.requestId).toBe("success-of-a-test");
      expect(span.tenantId).toBe("merch");
    }
    const callerOf = (span: (typeof spans)[number]) =>
      spans.find(({ spanId }) => spanId === span.parentSpanId)?.service ?? null;
    expect(servers.map(callerOf)).toEqual([null, ...chain.slice(0, -1)]);
  });

  test("continues the trace and keeps the tenant of whoever calls", async () => {
    const traceId = randomBytes(16).toString("hex");
    const answer = await post("success", {
      traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01`,
      baggage: "tenant_id=coupons",
    });
    expect(ScriptedCheckout.parse(answer.json()).traceId).toBe(traceId);
    const { spans } = await traceWith(traceId, chain);
    expect(new Set(spans.map(({ tenantId }) => tenantId))).toEqual(new Set(["coupons"]));
  });

  test("the same request id gives the same order, another one another", async () => {
    const orderOf = async (requestId: string) =>
      ScriptedCheckout.parse((await post("success", { "x-request-id": requestId })).json()).orderId;
    const first = await orderOf("an-order-of-a-test");
    expect(await orderOf("an-order-of-a-test")).toBe(first);
    expect(await orderOf("another-order-of-a-test")).not.toBe(first);
  });
});

describe("POST /checkout/order-fail-pay 500", () => {
  test("because payment-service throws a ValueError, which it logs as an error", async () => {
    const answer = await post("order-fail-pay");
    expect(answer.status).toBe(500);
    const { traceId, type } = Problem.parse(answer.json());
    expect(type).toBe("/docs/api#problem-internal");
    const logs = await linesWith(traceId, ["api-gateway", "payment-service"]);
    const thrown = logs.filter(({ attributes }) => attributes["exception.type"] === "ValueError");
    expect(thrown).toMatchObject([{ service: "payment-service", level: "error" }]);
    const { services, spans } = await traceWith(traceId, chain.slice(0, 3));
    expect(services).not.toContain("inventory-service");
    const failed = spans.filter(({ kind, status }) => kind === "server" && status === "error");
    expect(failed.map(({ service }) => service)).toEqual(chain.slice(0, 3));
  });
});

describe("POST /checkout/order-timeout 500", () => {
  test("because inventory-service is silent until payment-service gives up", async () => {
    const answer = await post("order-timeout");
    expect(answer.status).toBe(500);
    const { traceId } = Problem.parse(answer.json());
    const { spans } = await traceWith(traceId, chain);
    const waited = spans.find(({ service, kind }) => service === "payment-service" && kind === "client");
    expect(waited).toMatchObject({ status: "error", attributes: { "error.type": "timeout" } });
    const logs = await linesWith(
      traceId,
      chain.filter((service) => service !== "order-service"),
    );
    expect(logs.find(({ service }) => service === "inventory-service")?.message).toBe("stock lookup is slow");
  });
});

test("a script that fails as often as it likes keeps its answer, and closes the way for nobody else", async () => {
  for (let nth = 0; nth < 40; nth += 1) expect((await post("order-fail-pay")).status).toBe(500);
  expect((await post("success")).status).toBe(200);
  const edge = EdgeDetail.parse(await get("/api/edges/order-service/payment-service"));
  expect(edge.reading.breaker).toBe("closed");
});

test.each(["success", "order-fail-pay", "order-timeout"])(
  "GET /checkout/%s is told which method to use",
  async (script) => {
    const answer = await send(server.url, { path: `/checkout/${script}` });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toContain("POST");
  },
);
