// The nine services as data. Who calls waits longer than whom it calls, and only calls near the leaves are repeated,
// so that a slow leaf is given up inside of every caller's patience and repetitions do not multiply.
import type { DependencySpec, ServiceSpec } from "#lib/mesh/types.ts";

export const entryService = "api-gateway";

/** A shopper gives up after this time. */
export const shopperPatienceMs = 5_000;

type Link = Pick<DependencySpec, "to" | "timeoutMs"> & Partial<DependencySpec>;

function dependsOn(...links: readonly Link[]): DependencySpec[] {
  return links.map((link) => ({ retries: 0, connections: 64, connectionWaitMs: 250, ...link }));
}

const database: Link = { to: "db-service", timeoutMs: 400, retries: 1, connections: 20 };
const cache: Link = { to: "cache-service", timeoutMs: 100, connectionWaitMs: 50 };

export const nineServices: readonly ServiceSpec[] = [
  {
    id: entryService,
    name: "API gateway",
    group: "edge",
    kind: "http",
    workers: 256,
    queueLimit: 512,
    slowMs: 500,
    dependencies: dependsOn(
      { to: "auth-service", timeoutMs: 1_000 },
      { to: "user-service", timeoutMs: 1_300 },
      { to: "order-service", timeoutMs: 3_900, connections: 128 },
    ),
  },
  {
    id: "auth-service",
    name: "Authentication",
    group: "identity",
    kind: "http",
    workers: 64,
    queueLimit: 256,
    slowMs: 100,
    dependencies: dependsOn(database),
  },
  {
    id: "user-service",
    name: "Users",
    group: "identity",
    kind: "http",
    workers: 64,
    queueLimit: 256,
    slowMs: 150,
    dependencies: dependsOn(database, cache),
  },
  {
    id: "order-service",
    name: "Orders",
    group: "commerce",
    kind: "http",
    workers: 128,
    queueLimit: 256,
    slowMs: 400,
    dependencies: dependsOn(
      { to: "payment-service", timeoutMs: 2_300 },
      { to: "inventory-service", timeoutMs: 1_200 },
      { to: "notification-service", timeoutMs: 300, connections: 32 },
    ),
  },
  {
    id: "payment-service",
    name: "Payments",
    group: "commerce",
    kind: "http",
    workers: 64,
    queueLimit: 128,
    slowMs: 300,
    dependencies: dependsOn(database, { to: "inventory-service", timeoutMs: 1_200 }),
  },
  {
    id: "inventory-service",
    name: "Inventory",
    group: "commerce",
    kind: "http",
    workers: 64,
    queueLimit: 256,
    slowMs: 150,
    dependencies: dependsOn(database, cache),
  },
  {
    id: "notification-service",
    name: "Notifications",
    group: "commerce",
    kind: "http",
    workers: 32,
    queueLimit: 256,
    slowMs: 150,
    dependencies: [],
  },
  {
    id: "db-service",
    name: "Database",
    group: "data",
    kind: "database",
    workers: 32,
    queueLimit: 512,
    slowMs: 50,
    dependencies: [],
  },
  {
    id: "cache-service",
    name: "Cache",
    group: "data",
    kind: "cache",
    workers: 64,
    queueLimit: 512,
    slowMs: 20,
    dependencies: [],
  },
];
