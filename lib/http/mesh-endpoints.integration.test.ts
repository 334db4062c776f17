import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  EdgeDetail,
  MeshTotals,
  ServiceDetail,
  ServiceList,
  StatusChangeList,
  TopologyView,
} from "#lib/contract/mesh.ts";
import { Traffic } from "#lib/contract/traffic.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";
import { nineServices } from "#lib/services/topology.ts";

const friend = { origin: "https://friend.example" };
const foreign = { origin: "https://attacker.example" };
const jsonBody = { "content-type": "application/json" };
const ids = nineServices.map(({ id }) => id);
/** As long as a busy machine may need. */
const patient = { timeout: 60_000 };

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({ env: { CORS_ORIGINS: friend.origin } });
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => send(server.url, { path, headers });
const readServices = async () => ServiceList.parse((await get("/services")).json());
const simulateFailure = (service: string, seconds: number, headers = {}) =>
  send(server.url, {
    method: "POST",
    path: "/simulate-failure",
    headers: { ...jsonBody, ...headers },
    body: JSON.stringify({ service_id: service, duration_seconds: seconds }),
  });
const halt = () => send(server.url, { method: "DELETE", path: "/api/faults" });

describe("GET /services 200", () => {
  test("names the nine with their dependencies, and nothing that is not agreed", async () => {
    const answer = (await get("/services")).json();
    expect(Object.keys(answer).sort()).toEqual(["services", "timestamp"]);
    const { services } = ServiceList.parse(answer);
    expect(services.map(({ id }) => id)).toEqual(ids);
    expect(Object.keys((answer.services as object[])[0] ?? {}).sort()).toEqual([
      "dependencies",
      "error_rate",
      "failure",
      "id",
      "latency_ms",
      "name",
      "request_count",
      "status",
      "success_rate",
    ]);
    const gateway = services.find(({ id }) => id === "api-gateway");
    expect(gateway?.dependencies).toEqual(["auth-service", "user-service", "order-service"]);
  });

  test("counts what the shoppers really asked for", async () => {
    await vi.waitFor(
      async () => {
        const { services } = await readServices();
        for (const { request_count, latency_ms } of services) {
          expect(request_count).toBeGreaterThan(0);
          expect(latency_ms).toBeGreaterThan(0);
        }
      },
      { timeout: 60_000, interval: 200 },
    );
    for (const { error_rate, success_rate } of (await readServices()).services)
      expect(error_rate + success_rate).toBeCloseTo(100, 5);
  });
});

describe("GET /metrics", () => {
  test("is JSON for who asks for JSON: the sums of the mesh", async () => {
    const answer = await get("/metrics", { accept: "application/json" });
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.headers.vary?.toLowerCase()).toContain("accept");
    const totals = MeshTotals.parse(answer.json());
    expect(Object.keys(answer.json()).sort()).toEqual(Object.keys(MeshTotals.shape).sort());
    expect(totals.total_services).toBe(9);
    expect(totals.healthy + totals.degraded + totals.failed).toBe(9);
  });

  test("is text for everybody else", async () => {
    for (const accept of ["*/*", "text/plain", "application/json;q=0.1, text/plain"]) {
      const answer = await get("/metrics", { accept });
      expect(answer.headers["content-type"]).toContain("text/plain");
      expect(answer.headers.vary?.toLowerCase()).toContain("accept");
    }
  });
});

describe("GET /api/topology and /api/services/{id}", () => {
  test("200: the shape of the mesh", async () => {
    const { services } = TopologyView.parse((await get("/api/topology")).json());
    expect(services.map(({ id }) => id)).toEqual(ids);
    expect(services.find(({ id }) => id === "db-service")).toMatchObject({
      kind: "database",
      dependencies: [],
    });
    for (const { operations } of services) expect(operations.length).toBeGreaterThan(0);
  });

  test("200: all about one service", async () => {
    const detail = ServiceDetail.parse((await get("/api/services/payment-service")).json());
    expect(detail.service.id).toBe("payment-service");
    expect(detail.callers.map(({ service }) => service)).toEqual(["order-service"]);
    expect(detail.dependencies.map(({ service }) => service)).toEqual(["db-service", "inventory-service"]);
    const gateway = ServiceDetail.parse((await get("/api/services/api-gateway")).json());
    expect(gateway.callers).toEqual([]);
    expect(gateway.history.length).toBeGreaterThan(0);
    expect(gateway.history.reduce((sum, { calls }) => sum + calls, 0)).toBeLessThanOrEqual(
      (await readServices()).services[0]?.request_count ?? 0,
    );
  });

  test("404 and 422: a service that is not there, an id that is none", async () => {
    expect((await get("/api/services/no-service")).status).toBe(404);
    expect((await get("/api/services/No_Service")).status).toBe(422);
  });
});

describe("GET /api/edges/{from}/{to}", () => {
  test("200: the calls of one service to another, now and before", async () => {
    await expect
      .poll(async () => EdgeDetail.parse((await get("/api/edges/auth-service/db-service")).json()).history)
      .not.toEqual([]);
    const edge = EdgeDetail.parse((await get("/api/edges/auth-service/db-service")).json());
    expect(edge).toMatchObject({ from: "auth-service", to: "db-service", reading: { breaker: "closed" } });
    expect(edge.history.reduce((sum, { calls }) => sum + calls, 0)).toBeLessThanOrEqual(edge.reading.calls);
  });

  test("404 and 422: an edge that is not there, an id that is none", async () => {
    expect((await get("/api/edges/db-service/auth-service")).status).toBe(404);
    expect((await get("/api/edges/Auth/db-service")).status).toBe(422);
  });
});

describe("/api/traffic", () => {
  const change = (body: unknown) =>
    send(server.url, {
      method: "PATCH",
      path: "/api/traffic",
      headers: jsonBody,
      body: JSON.stringify(body),
    });

  test("200: says what the shoppers do, and takes changes", async () => {
    const before = Traffic.parse((await get("/api/traffic")).json());
    expect(before).toMatchObject({ requestsPerSecond: 3, paused: false });
    const after = Traffic.parse((await change({ paused: true, mix: { checkout: 0 } })).json());
    expect(after).toMatchObject({ requestsPerSecond: 3, paused: true, mix: { ...before.mix, checkout: 0 } });
    expect(Traffic.parse((await change({ paused: false, mix: before.mix })).json())).toMatchObject({
      paused: false,
      mix: before.mix,
    });
  });

  test("422: a change that makes no sense changes nothing", async () => {
    const before = Traffic.parse((await get("/api/traffic")).json());
    const nobody = { "sign-in": 0, account: 0, quote: 0, checkout: 0 };
    for (const wrong of [
      { requestsPerSecond: -1 },
      { requestsPerSecond: 1e9 },
      { speed: 2 },
      { mix: nobody },
      [],
    ])
      expect((await change(wrong)).status, JSON.stringify(wrong)).toBe(422);
    const after = Traffic.parse((await get("/api/traffic")).json());
    expect(after).toMatchObject({
      requestsPerSecond: before.requestsPerSecond,
      mix: before.mix,
      paused: false,
    });
  });
});

describe("a plain WebSocket on /ws", () => {
  test("hears of all services on connecting, and again when one fails", { timeout: 120_000 }, async () => {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`);
    const heard: { type: string; services: { id: string; status: string }[]; timestamp: string }[] = [];
    socket.on("message", (data) => heard.push(JSON.parse(String(data))));
    await once(socket, "message");
    expect(Object.keys(heard[0] ?? {}).sort()).toEqual(["services", "timestamp", "type"]);
    expect(heard[0]?.type).toBe("services");
    expect(ServiceList.parse(heard[0]).services.map(({ id }) => id)).toEqual(ids);

    await simulateFailure("cache-service", 30);
    const failedIn = ({ services }: (typeof heard)[number]) =>
      services.some(({ id, status }) => id === "cache-service" && status === "failed");
    await vi.waitUntil(() => heard.some(failedIn), patient);
    socket.close();
    await halt();
  });
});

describe("GET /api/status-changes", () => {
  test("200: what changed, the newest first, for all or for one", async () => {
    await simulateFailure("db-service", 30);
    await vi.waitFor(async () => {
      const { changes } = StatusChangeList.parse(
        (await get("/api/status-changes?service=db-service&limit=1")).json(),
      );
      expect(changes).toMatchObject([{ service: "db-service", to: "failed" }]);
    }, patient);
    await halt();
    const { changes } = StatusChangeList.parse((await get("/api/status-changes")).json());
    const times = changes.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().reverse());
    expect(new Set(changes.map(({ service }) => service)).size).toBeGreaterThan(1);
  });

  test("404 and 422: a service that is not there, a limit beyond what is kept", async () => {
    expect((await get("/api/status-changes?service=no-service")).status).toBe(404);
    for (const query of ["limit=0", "limit=1000", "limit=ten", "service=No", "since=1"])
      expect((await get(`/api/status-changes?${query}`)).status, query).toBe(422);
  });
});

describe("other origins", () => {
  test.each(["/services", "/metrics", "/health"])(
    "%s may be read by a friend's page, and by no other",
    async (path) => {
      const answer = await get(path, friend);
      expect(answer.headers["access-control-allow-origin"]).toBe(friend.origin);
      expect(answer.headers.vary?.toLowerCase()).toContain("origin");
      const refused = await get(path, foreign);
      expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
      expect(refused.headers.vary?.toLowerCase()).toContain("origin");
    },
  );

  test("a friend's page may break things after asking; a foreign one may not", async () => {
    const ask = (headers: Record<string, string>) =>
      send(server.url, {
        method: "OPTIONS",
        path: "/simulate-failure",
        headers: {
          ...headers,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
        },
      });
    const allowed = await ask(friend);
    expect(allowed.status).toBe(204);
    expect(allowed.headers["access-control-allow-origin"]).toBe(friend.origin);
    expect(allowed.headers["access-control-allow-methods"]).toContain("POST");
    expect(allowed.headers["access-control-allow-headers"]).toContain("content-type");
    expect((await ask(foreign)).headers["access-control-allow-origin"]).toBeUndefined();

    const broken = await simulateFailure("notification-service", 1, friend);
    expect(broken.status).toBe(202);
    expect(broken.headers["access-control-allow-origin"]).toBe(friend.origin);
    expect((await simulateFailure("notification-service", 1, foreign)).status).toBe(403);
  });
});
