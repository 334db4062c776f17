import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceHealth, ServiceList } from "#lib/contract/mesh.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

const patienceMs = 150_000;
/** By then the cache knows what is for sale. */
const warm = 25;
/** Who asks the database, and who asks those. */
const hurt = [
  "auth-service",
  "user-service",
  "payment-service",
  "inventory-service",
  "order-service",
  "api-gateway",
];

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({ env: { SIMULATION_SPEED: "2" } });
});
afterAll(() => server.stop());

/** Every status that a service was seen in, in order. */
const seen = new Map<string, string[]>();

/** Not healthy, because its calls failed; who is behind an open breaker is hardly asked any more. */
const seenIll = new Set<string>();

async function look(): Promise<Map<string, ServiceHealth>> {
  const { services } = ServiceList.parse((await send(server.url, { path: "/services" })).json());
  for (const { id, status, error_rate: errorRate } of services) {
    if (status !== "healthy" && errorRate > 0) seenIll.add(id);
    const before = seen.get(id) ?? [];
    if (before.at(-1) !== status) seen.set(id, [...before, status]);
  }
  return new Map(services.map((service) => [service.id, service]));
}

const until = (what: string, holds: (services: Map<string, ServiceHealth>) => boolean, timeout: number) =>
  expect.poll(async () => holds(await look()), { message: what, interval: 50, timeout }).toBe(true);

const all = (services: Map<string, ServiceHealth>, holds: (service: ServiceHealth) => boolean) =>
  [...services.values()].every(holds);

test("when the database fails, its callers feel it, who does not call it stays well, and all recover", async () => {
  await until("everybody is asked, and well", (now) => all(now, isWellAndAsked), patienceMs);

  const answer = await send(server.url, {
    method: "POST",
    path: "/simulate-failure",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ service_id: "db-service", duration_seconds: 600 }),
  });
  expect(answer.status).toBe(202);
  const { fault_id: id, ends_at: endsAt } = answer.json();
  expect(id).toEqual(expect.any(String));

  await until("the database has failed", (now) => now.get("db-service")?.status === "failed", patienceMs);
  expect((await look()).get("db-service")?.failure).toEqual({ ends_at: endsAt });
  await until("its callers were ill, and theirs", () => hurt.every((id) => seenIll.has(id)), patienceMs);

  expect((await send(server.url, { method: "DELETE", path: `/api/faults/${id}` })).status).toBe(200);
  const seenWell = new Set<string>();
  await until(
    "all were well again",
    (now) => {
      for (const service of now.values()) if (isWell(service)) seenWell.add(service.id);
      return seenWell.size === now.size;
    },
    patienceMs,
  );
  expect(all(await look(), ({ failure }) => failure === null)).toBe(true);
  expect(seen.get("db-service")).toContain("failed");
  // A busy machine alone can make it slow for a while.
  expect(seen.get("notification-service")).not.toContain("failed");
}, 600_000);

/** A busy machine alone makes services slow. */
function isWell({ status, error_rate: errorRate }: ServiceHealth): boolean {
  return status === "healthy" || (status === "degraded" && errorRate < 0.05);
}

function isWellAndAsked({ status, request_count: asked }: ServiceHealth): boolean {
  return status !== "failed" && asked >= warm;
}
