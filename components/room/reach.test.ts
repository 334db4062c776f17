import { expect, test } from "vitest";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { upstreamOf } from "./reach.ts";

const service = (id: string, dependencies: string[] = []): TopologyService => ({
  id,
  name: id,
  group: "all",
  kind: "http",
  dependencies,
  operations: [],
});

const services = [
  service("gateway", ["orders", "users"]),
  service("orders", ["payments", "mail"]),
  service("users", ["db"]),
  service("payments", ["db"]),
  service("mail"),
  service("db"),
];

test("a break reaches those who wait for an answer, the nearest first, not those who are called", () => {
  expect(upstreamOf(services, "db")).toEqual(["users", "payments", "gateway", "orders"]);
  expect(upstreamOf(services, "gateway")).toEqual([]);
});
