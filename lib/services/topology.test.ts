import { expect, test } from "vitest";
import { parseTopology } from "#lib/mesh/topology.ts";
import { entryService, nineServices, shopperPatienceMs } from "./topology.ts";

const { services, edges } = parseTopology({ services: nineServices });
const longestWaitOf = (id: string) =>
  Math.max(
    0,
    ...(services.get(id)?.dependencies ?? []).map(({ timeoutMs, retries }) => timeoutMs * (1 + retries)),
  );

test("the nine call each other along these lines and no others", () => {
  expect(edges.map(({ from, to }) => `${from}->${to}`).toSorted()).toEqual(
    [
      "api-gateway->auth-service",
      "api-gateway->user-service",
      "api-gateway->order-service",
      "auth-service->db-service",
      "user-service->db-service",
      "user-service->cache-service",
      "order-service->payment-service",
      "order-service->inventory-service",
      "order-service->notification-service",
      "payment-service->db-service",
      "payment-service->inventory-service",
      "inventory-service->db-service",
      "inventory-service->cache-service",
    ].toSorted(),
  );
});

test("whoever calls waits longer than whom they call, and a shopper longest", () => {
  for (const { dependencies } of services.values())
    for (const { to, timeoutMs } of dependencies) expect(timeoutMs).toBeGreaterThan(longestWaitOf(to));
  expect(shopperPatienceMs).toBeGreaterThan(longestWaitOf(entryService));
});
