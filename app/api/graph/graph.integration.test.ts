import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ServiceList } from "#lib/contract/mesh.ts";
import { PastCalls, PastGraph } from "#lib/contract/past-graph.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";
import { nineServices } from "#lib/services/topology.ts";

/** As long as a busy machine may need. */
const patient = { timeout: 90_000, interval: 250 };

let server: RunningServer;
/** Before anything was broken, and while the database was. */
let wellMs: number;
let brokenMs: number;

const get = (path: string) => send(server.url, { path });
const graphAt = async (at: string | number) =>
  PastGraph.parse((await get(`/api/graph?at=${encodeURIComponent(at)}`)).json());
const serviceIn = ({ services }: PastGraph, id: string) => services.find((one) => one.id === id);
const edgeIn = ({ edges }: PastGraph, from: string, to: string) =>
  edges.find((one) => one.from === from && one.to === to);
const liveStatus = async (id: string) =>
  ServiceList.parse((await get("/services")).json()).services.find((one) => one.id === id)?.status;

beforeAll(async () => {
  server = await startPreparedServer({ env: { SIMULATION_SPEED: "3" } });
  await vi.waitFor(async () => {
    const graph = PastGraph.parse((await get("/api/graph")).json());
    const edge = edgeIn(graph, "auth-service", "db-service");
    expect(edge?.requests).toBeGreaterThan(3);
    // Read every few seconds, and known from the first reading on.
    expect(edge?.breaker).toBe("closed");
  }, patient);
  wellMs = Date.now();
  const armed = await send(server.url, {
    method: "POST",
    path: "/simulate-failure",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ service_id: "db-service", duration_seconds: 10 }),
  });
  expect(armed.status).toBe(202);
  await vi.waitFor(async () => expect(await liveStatus("db-service")).toBe("failed"), patient);
  await vi.waitFor(async () => {
    const graph = await graphAt(Date.now());
    expect(edgeIn(graph, "auth-service", "db-service")?.errors).toBeGreaterThan(0);
  }, patient);
  brokenMs = Date.now();
  await vi.waitFor(async () => expect(await liveStatus("db-service")).not.toBe("failed"), patient);
}, 300_000);
afterAll(() => server.stop());

describe("GET /api/graph 200", () => {
  test("shows a service failed in the minute in which it failed, though it is well again now", async () => {
    await vi.waitFor(async () => {
      expect(serviceIn(await graphAt(brokenMs), "db-service")?.status).toBe("failed");
    }, patient);
    const then = await graphAt(brokenMs);
    expect(then).toMatchObject({
      at: new Date(brokenMs).toISOString(),
      from: new Date(brokenMs - 60_000).toISOString(),
      recorded: true,
    });
    const edge = edgeIn(then, "auth-service", "db-service");
    expect(edge?.errors).toBeGreaterThan(0);
    expect(edge?.errorRate).toBeCloseTo((edge?.errors ?? 0) / (edge?.requests ?? 1), 3);
    expect(edge?.breaker).not.toBeNull();
    expect(serviceIn(then, "db-service")?.requests).toBeGreaterThanOrEqual(edge?.requests ?? 1);
    expect(serviceIn(then, "api-gateway")?.requests).toBeGreaterThan(0);
  });

  test("shows it well in the minute before, and the whole topology in both", async () => {
    const before = await graphAt(new Date(wellMs).toISOString());
    expect(serviceIn(before, "db-service")?.status).not.toBe("failed");
    expect(edgeIn(before, "auth-service", "db-service")?.p95Ms).toBeGreaterThan(0);
    expect(before.services.map(({ id }) => id)).toEqual(nineServices.map(({ id }) => id));
    expect(before.edges).toHaveLength(nineServices.flatMap(({ dependencies }) => dependencies).length);
  });
});

describe("GET /api/graph 400", () => {
  test.each([
    ["yesterday", "is no time"],
    ["2026-01-05", "is no time"],
    ["2000-01-01T00:00:00Z", "before what is still recorded: ask for "],
    ["2100-01-01T00:00:00Z", "lies in the future: it is "],
  ])("for %s, with what to do instead", async (at, detail) => {
    const answer = await get(`/api/graph?at=${encodeURIComponent(at)}`);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "bad_request",
      detail: expect.stringContaining(detail),
      fields: [{ path: "query.at" }],
    });
  });
});

describe("GET /api/graph/calls", () => {
  test("has the seconds of a service and of one of its callers up to that time, the failing ones among them", async () => {
    const calls = async (query: string) =>
      PastCalls.parse((await get(`/api/graph/calls?at=${brokenMs}&${query}`)).json());
    const all = await calls("to=db-service");
    const some = await calls("to=db-service&from=auth-service");
    const sum = ({ history }: PastCalls) => history.reduce((total, second) => total + second.calls, 0);
    expect(sum(some)).toBeGreaterThan(0);
    expect(sum(all)).toBeGreaterThan(sum(some));
    expect(some.history.some(({ errors }) => errors > 0)).toBe(true);
    expect(all.history.every(({ at }) => at <= brokenMs)).toBe(true);
  });

  test.each([
    ["to=nobody", 404],
    ["to=db-service&from=notification-service", 404],
    ["", 422],
    ["to=db-service&at=never", 400],
  ])("?%s is refused with %i", async (query, status) => {
    expect((await get(`/api/graph/calls?${query}`)).status).toBe(status);
  });
});
