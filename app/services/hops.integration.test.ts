import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Problem } from "#lib/contract/problem.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { type Answer, type Sent, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

const payment = {
  orderId: "order-of-a-test",
  lines: [{ sku: "FM-EL-01", quantity: 1 }],
  cardEnding: "4242",
  amountMinor: 1_290,
  currency: "EUR",
};
const json = { "content-type": "application/json" };

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({
    env: { SIMULATION_SPEED: "0", CORS_ORIGINS: "https://friend.example" },
  });
});
afterAll(() => server.stop());

const post = (path: string, body: unknown, sent: Partial<Sent> = {}) =>
  send(server.url, {
    method: "POST",
    path,
    body: JSON.stringify(body),
    ...sent,
    headers: { ...json, ...sent.headers },
  });
const authorize = (headers: Record<string, string> = {}) =>
  post("/services/payment-service/authorize", payment, { headers });

function newTrace() {
  const traceId = randomBytes(16).toString("hex");
  const spanId = randomBytes(8).toString("hex");
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-01` } };
}

/** Once a span of each of these services is stored. */
async function traceWith(traceId: string, services: string[]): Promise<Trace> {
  const read = async () => {
    const answer = await send(server.url, { path: `/api/traces/${traceId}` });
    expect(answer.status).toBe(200);
    const trace = Trace.parse(answer.json());
    expect(trace.services).toEqual(expect.arrayContaining(services));
    return trace;
  };
  return vi.waitFor(read, { timeout: 60_000, interval: 100 });
}

function expectProblem(answer: Answer, status: number, code: string): Problem {
  expect(answer.status).toBe(status);
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  const problem = Problem.parse(answer.json());
  expect(problem).toMatchObject({ status, code, requestId: answer.headers["x-request-id"] });
  return problem;
}

const arm = async (kind: string, target: string, durationSeconds: number) => {
  const answer = await post("/api/faults", { kind, target, durationSeconds });
  expect(answer.status).toBeLessThan(300);
};
const halt = () => send(server.url, { method: "DELETE", path: "/api/faults" });

describe("a hop 200", () => {
  test("does what the operation says", async () => {
    const answer = await authorize();
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ paymentId: expect.stringMatching(/^pay_/) });
  });

  test("within a trace is a span of the service itself, below the caller's, and of nobody else", async () => {
    const { traceId, spanId, headers } = newTrace();
    const answer = await authorize({
      ...headers,
      baggage: "tenant_id=coupons,visitor_id=v1",
      "x-request-id": "hop-in-a-trace",
    });
    expect(answer.headers["x-trace-id"]).toBe(traceId);
    const trace = await traceWith(traceId, ["payment-service", "inventory-service", "db-service"]);
    expect(trace.services).not.toContain("faultmart");
    const [first] = trace.spans;
    expect(first).toMatchObject({
      service: "payment-service",
      name: "POST /services/payment-service/authorize",
      kind: "server",
      parentSpanId: spanId,
      tenantId: "coupons",
      requestId: "hop-in-a-trace",
    });
    for (const { requestId } of trace.spans) expect(requestId).toBe("hop-in-a-trace");
    const access = (line: string) => line.includes("hop-in-a-trace") && line.includes('"http.access"');
    expect(server.stdout().split("\n").filter(access)).toEqual([]);
  });

  test("without a trace begins one, in the name of the service", async () => {
    const answer = await authorize();
    const trace = await traceWith(String(answer.headers["x-trace-id"]), ["payment-service"]);
    expect(trace.root).toMatchObject({ service: "payment-service" });
    expect(trace.services).not.toContain("faultmart");
    expect(trace.spans[0]?.parentSpanId).toBeNull();
  });
});

describe("a hop that is refused", () => {
  test("404: no such service, no such operation", async () => {
    expectProblem(await post("/services/no-service/charge", {}), 404, "not_found");
    expectProblem(await post("/services/payment-service/no-operation", {}), 404, "not_found");
  });

  test("422: an address that can be no name, an input the operation does not take", async () => {
    expectProblem(await post("/services/PAYMENT/authorize", {}), 422, "validation_failed");
    for (const body of [{}, null, [], "text", { ...payment, cardEnding: "4242424242424242" }])
      expectProblem(await post("/services/payment-service/authorize", body), 422, "validation_failed");
  });

  test("402: what the service itself refuses is told as a problem too", async () => {
    const declined = { ...payment, cardEnding: "0002" };
    const problem = expectProblem(
      await post("/services/payment-service/authorize", declined),
      402,
      "card_declined",
    );
    expect(problem).toMatchObject({
      type: "/docs/api#problem-payment_required",
      detail: "the card was declined",
    });
  });

  test("400, 405, 415: what is no JSON, no POST, no JSON type", async () => {
    const path = "/services/payment-service/authorize";
    expectProblem(
      await send(server.url, { method: "POST", path, headers: json, body: "{" }),
      400,
      "bad_request",
    );
    expectProblem(await send(server.url, { path }), 405, "method_not_allowed");
    expectProblem(
      await send(server.url, { method: "POST", path, body: "{}" }),
      415,
      "unsupported_media_type",
    );
  });

  test("whatever the headers say, it is served", async () => {
    const nonsense = {
      "x-deadline-ms": "-5",
      "x-call-path": "../..",
      "x-caller": "(outside)",
      baggage: "=;,",
      traceparent: "00",
    };
    expect((await authorize(nonsense)).status).toBe(200);
  });
});

describe("a service that is not well", () => {
  test("that is down breaks the connection instead of answering", async () => {
    await arm("outage", "payment-service", 30);
    await expect(authorize(newTrace().headers)).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(authorize()).rejects.toMatchObject({ code: "ECONNRESET" });
    await halt();
    expect((await authorize()).status).toBe(200);
  });

  test("that hangs stops when its caller hangs up", async () => {
    const { traceId, headers } = newTrace();
    await arm("hang", "payment-service", 30);
    await hangUpOnceAsked("/services/payment-service/authorize", headers);
    const trace = await traceWith(traceId, ["payment-service"]);
    expect(trace.spans[0]?.attributes).toMatchObject({ "http.response.status_code": 499 });
    await halt();
  });
});

test("a page of another site may not make a service do anything, one of a friend may", async () => {
  const from = (origin: string) => authorize({ origin });
  expectProblem(await from("https://attacker.example"), 403, "forbidden");
  const friend = await from("https://friend.example");
  expect(friend.status).toBe(200);
  expect(friend.headers["access-control-allow-origin"]).toBe("https://friend.example");
});

/** The server has read it all by the time that it answers another request on the same event loop. */
async function hangUpOnceAsked(path: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(server.url);
  const asked = request({
    hostname,
    port,
    path,
    method: "POST",
    headers: { ...json, ...headers },
    agent: false,
  });
  const failed = new Promise((resolve) => asked.once("error", resolve));
  await new Promise<void>((resolve) => asked.end(JSON.stringify(payment), () => resolve()));
  await send(server.url, { path: "/health" });
  asked.destroy(new Error("hung up"));
  await failed;
}
