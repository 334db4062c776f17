import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServiceList } from "#lib/contract/mesh.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningProcess } from "#lib/runtime/testing/start-process.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";
import { findFreePorts, startService } from "#lib/runtime/testing/start-service.ts";

const token = "a-secret-of-more-than-32-characters";
const withToken = { "x-mesh-token": token };
const entry = { key: "note", value: "kept", ttlMs: 60_000 };
const quote = { lines: [{ sku: "FM-EL-01", quantity: 1 }] };
const report = {
  service: "inventory-service",
  instance: "7c1f7a52-7c0f-4c7c-9d5e-6f3f5a0f4d11",
  version: "1",
  sequence: 1,
  state: { answers: true, busy: 0, queued: 0, edges: [] },
  spans: [],
  logs: [],
  calls: [],
};

const post = (place: { url: string }, path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(place.url, {
    method: "POST",
    path,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("processes that share a secret", () => {
  let main: RunningServer;
  let inventory: RunningProcess;

  beforeAll(async () => {
    const [mainPort = 0, port = 0] = await findFreePorts(2);
    const named = `inventory-service=http://127.0.0.1:${port}`;
    const env = { MESH_TOKEN: token, SIMULATION_SPEED: "0" };
    const serviceUrls = `${named},*=http://127.0.0.1:${mainPort}`;
    [main, inventory] = await Promise.all([
      startPreparedServer({ env: { ...env, PORT: String(mainPort), SERVICE_URLS: named } }),
      startService({ service: "inventory-service", port, serviceUrls, env }),
    ]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([inventory?.stop(), main?.stop()]);
  }, 180_000);

  test("hear each other", async () => {
    const statusOf = async () => {
      const { services } = (await send(main.url, { path: "/services" })).json() as ServiceList;
      return services.find(({ id }) => id === "inventory-service")?.status;
    };
    await expect.poll(statusOf).toMatch(/^(healthy|degraded)$/);
    await expect.poll(async () => (await send(inventory.url, { path: "/ready" })).status).toBe(200);
    const quoted = await post(main, "/services/api-gateway/quote", quote, withToken);
    expect(quoted.status).toBe(200);
  });

  test("refuse who does not have it", async () => {
    expect((await post(main, "/api/mesh/reports", report)).status).toBe(403);
    for (const service of ["api-gateway/quote", "cache-service/set"])
      expect((await post(main, `/services/${service}`, quote)).status).toBe(403);
    expect((await post(inventory, "/services/inventory-service/check", quote)).status).toBe(403);
    expect((await post(main, "/services/cache-service/set", entry, withToken)).status).toBe(200);
  });

  test("never write it down", () => {
    for (const one of [main, inventory]) expect(one.stdout() + one.stderr()).not.toContain(token);
  });
});

test("one process alone lets nobody speak to its database or its cache, and says when it would", async () => {
  const server = await startPreparedServer({ env: { SIMULATION_SPEED: "0" } });
  try {
    for (const path of ["/services/cache-service/set", "/services/db-service/write"]) {
      const answer = await post(server, path, entry);
      expect(answer.status).toBe(404);
      expect(answer.json().detail).toMatch(/SERVICE_URLS/);
    }
    expect((await post(server, "/services/api-gateway/quote", quote)).status).toBe(200);
  } finally {
    await server.stop();
  }
}, 120_000);
