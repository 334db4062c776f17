import { describe, expect, test } from "vitest";
import { generateServices } from "./generate-topology.ts";
import { parseTopology } from "./topology.ts";

const beside = [
  { id: "front", kind: "http" as const },
  { id: "db-service", kind: "database" as const },
  { id: "cache-service", kind: "cache" as const },
];
const generated = (count: number, seed = "one") => generateServices({ seed, count, beside });
const parsed = (count: number) => parseTopology({ services: [...beside, ...generated(count)] });

describe("a generated topology", () => {
  test.each([0, 3, 4, 10, 27, 28, 29, 100, 1_000, 10_000])("of %i services can be read", (count) => {
    expect(parsed(count).services.size).toBe(Math.max(beside.length, count));
  });

  test("is the same for the same seed and another one for another", () => {
    expect(generated(500)).toEqual(generated(500));
    expect(generated(500, "two")).not.toEqual(generated(500));
  });

  test("only grows when more services are asked for", () => {
    expect(generated(500).slice(0, 97)).toEqual(generated(100));
  });

  test("counts its services on from those beside it, in groups of 25", () => {
    const services = generated(10_000);
    expect(services[0]).toMatchObject({ id: "service-4", group: "group-01", name: "Group 01 store 1" });
    expect(services[60]).toMatchObject({ id: "service-64", group: "group-03" });
    expect(services.at(-1)?.id).toBe("service-10000");
    expect(services.filter(({ group }) => group === "group-03")).toHaveLength(25);
  });

  test("gives every service one to three dependencies, data at the bottom, and few entries on top", () => {
    const { services, edges } = parsed(1_003);
    const called = new Set(edges.map(({ to }) => to));
    const own = [...services.values()].filter(({ id }) => id.startsWith("service-"));
    for (const { dependencies } of own) {
      expect(dependencies.length).toBeGreaterThanOrEqual(1);
      expect(dependencies.length).toBeLessThanOrEqual(3);
    }
    const entries = own.filter(({ id }) => !called.has(id));
    expect(entries).toHaveLength(80);
    for (const { name } of entries) expect(name).toMatch(/^Group \d+ entry [12]$/);
  });

  test("lets every caller wait longer than whom it calls", () => {
    const { services } = parsed(1_003);
    for (const { dependencies } of services.values()) {
      for (const { to, timeoutMs } of dependencies) {
        for (const below of services.get(to)?.dependencies ?? []) {
          expect(timeoutMs).toBeGreaterThan(below.timeoutMs * (1 + below.retries));
        }
      }
    }
  });

  test("joins its groups into one graph", () => {
    const { services, edges } = parsed(1_003);
    const groupOf = (id: string) => services.get(id)?.group ?? "";
    const across = edges.filter(({ from, to }) => to.startsWith("service-") && groupOf(from) !== groupOf(to));
    expect(across.length).toBeGreaterThan(100);
  });
});
