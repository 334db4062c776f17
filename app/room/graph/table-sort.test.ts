import { expect, test } from "vitest";
import type { ServiceReading, ServiceStatus } from "#lib/contract/mesh.ts";
import { nextSort, readSort, sorted } from "./table-sort.ts";

const reading = (status: ServiceStatus, errorRate: number): ServiceReading => ({
  status,
  since: "2026-01-01T00:00:00.000Z",
  callsPerSecond: 1,
  errorRate,
  latencyMs: 1,
  p95Ms: 1,
  calls: 1,
  busy: 0,
  queued: 0,
});
const rows = ["mail", "db", "auth", "new"].map((id) => ({ id, name: id }));
const readings = {
  mail: reading("healthy", 0),
  db: reading("failed", 0.9),
  auth: reading("degraded", 0.2),
};
const order = (sort: string | undefined) => sorted(rows, readings, readSort(sort)).map(({ id }) => id);

test("the worst comes first, and what is not known last", () => {
  expect(order(undefined)).toEqual(["db", "auth", "mail", "new"]);
});

test("a column orders by its numbers, either way round", () => {
  expect(order("-errors")).toEqual(["db", "auth", "mail", "new"]);
  expect(order("errors")).toEqual(["new", "mail", "auth", "db"]);
  expect(order("name")).toEqual(["auth", "db", "mail", "new"]);
});

test("pressing a column begins with its largest numbers, pressing again turns round", () => {
  const first = nextSort(readSort(undefined), "errors");
  expect([first, nextSort(readSort(first), "errors")]).toEqual(["-errors", "errors"]);
});
