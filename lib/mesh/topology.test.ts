import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { parseTopology, type ServiceData } from "./topology.ts";

function refusalOf(services: unknown): string {
  try {
    parseTopology({ services });
  } catch (error) {
    const refusal = asAppError(error);
    expect(refusal?.code).toBe("validation_failed");
    return refusal?.message ?? "";
  }
  throw new Error("the topology was taken");
}

const service = (id: string, ...dependencies: string[]): ServiceData => ({ id, dependencies });

describe("a topology", () => {
  test("keeps a name for callers that are no services", () => {
    expect(refusalOf([service("outside")])).toContain('"outside"');
  });

  test("equips services and dependencies that say nothing about it", () => {
    const { services } = parseTopology({ services: [service("order-service", "stock"), service("stock")] });
    expect(services.get("order-service")).toEqual({
      id: "order-service",
      name: "Order service",
      group: "services",
      kind: "http",
      workers: 64,
      queueLimit: 128,
      slowMs: 500,
      dependencies: [{ to: "stock", timeoutMs: 2_000, retries: 2, connections: 64, connectionWaitMs: 500 }],
    });
  });

  test("is as patient as the machine needs", () => {
    const { services } = parseTopology({ services: [service("a", "b"), service("b")] }, 2.5);
    expect(services.get("a")?.dependencies[0]).toMatchObject({ timeoutMs: 5_000, connectionWaitMs: 1_250 });
  });

  test("keeps what services and dependencies say of themselves", () => {
    const given = {
      id: "a",
      name: "Alpha",
      group: "front",
      kind: "cache" as const,
      workers: 2,
      queueLimit: 0,
      slowMs: 20,
      dependencies: [{ to: "b", timeoutMs: 100, retries: 0, connections: 3, connectionWaitMs: 0 }],
    };
    const topology = parseTopology({ services: [given, service("b")] });
    expect(topology.services.get("a")).toEqual(given);
    expect(topology.dependency("a", "b")).toEqual(given.dependencies[0]);
    expect(topology.dependency("b", "a")).toBeUndefined();
    expect(topology.edges).toEqual([{ from: "a", to: "b" }]);
  });

  test.each([
    ["an unknown dependency", [service("a", "gone")], /"a" depends on "gone", which does not exist/],
    ["a duplicate service", [service("a"), service("b"), service("a")], /"a" is there twice/],
    ["a duplicate dependency", [service("a", "b", "b"), service("b")], /"a" names its dependency "b" twice/],
    ["a dependency on itself", [service("a", "a")], /"a" depends on itself\. Remove/],
    ["a circle", [service("a", "b"), service("b", "c"), service("c", "b")], /circle: b -> c -> b\. Remove/],
    ["a bad id", [service("Order_Service")], /services\.0\.id: "Order_Service" is no id; use lower-case/],
    ["a bad id of a dependency", [service("a", "B!")], /services\.0\.dependencies\.0\.to: "B!" is no id/],
    ["an id that is too long", [service("a".repeat(64))], /services\.0\.id: an id has at most 63 characters/],
    ["a word it does not know", [{ id: "a", dependencis: [] }], /services\.0: .*"dependencis"/],
    ["no services at all", [], /services: /],
    ["something that is no list", "a, b", /services: /],
  ])("with %s is refused and the culprit is named", (_what, services, words) => {
    expect(refusalOf(services)).toMatch(words);
  });

  test("takes any graph without a circle, and names a real circle of any other", () => {
    fc.assert(
      fc.property(graphs, ({ services, forward, back }) => {
        expect(parseTopology({ services }).edges).toHaveLength(forward.length);
        const [from, to] = back;
        const bent = services.map((each) =>
          each.id === from ? { ...each, dependencies: [...(each.dependencies ?? []), to] } : each,
        );
        const circle = /circle: (.+)\. Remove/.exec(refusalOf(bent))?.[1]?.split(" -> ") ?? [];
        const edges = new Set([...forward, back].map((edge) => edge.join(" ")));
        expect(circle.length).toBeGreaterThan(2);
        expect(circle.at(-1)).toBe(circle[0]);
        expect(new Set(circle).size).toBe(circle.length - 1);
        circle.slice(1).forEach((next, at) => void expect(edges).toContain(`${circle[at]} ${next}`));
      }),
    );
  });

  test("of ten thousand services in a row is read in linear time, and their circle is found", () => {
    const row = Array.from({ length: 10_000 }, (_, at) =>
      at === 9_999 ? service(`s${at}`) : service(`s${at}`, `s${at + 1}`),
    );
    expect(parseTopology({ services: row }).edges).toHaveLength(9_999);
    const ring = [...row.slice(0, -1), service("s9999", "s0")];
    expect(refusalOf(ring)).toMatch(/circle: s0 -> s1 -> .* -> s9999 -> s0\./);
  }, 5_000);
});

/** Services in a shuffled list, edges that only lead forward, at least one, and one more that leads back along them. */
const graphs = fc
  .integer({ min: 2, max: 30 })
  .chain((count) =>
    fc.record({
      order: fc.shuffledSubarray(
        Array.from({ length: count }, (_, at) => at),
        { minLength: count },
      ),
      pairs: fc.uniqueArray(
        fc
          .tuple(fc.integer({ min: 0, max: count - 2 }), fc.nat())
          .map(([from, far]) => [from, from + 1 + (far % (count - 1 - from))] as const),
        { minLength: 1, maxLength: count * 3, selector: String },
      ),
      choice: fc.nat(),
    }),
  )
  .map(({ order, pairs, choice }) => {
    const forward = pairs.map(([from, to]) => [`s${from}`, `s${to}`] as const);
    const services = order.map((at) =>
      service(`s${at}`, ...forward.filter(([from]) => from === `s${at}`).map(([, to]) => to)),
    );
    const [from, to] = forward[choice % forward.length] ?? ["", ""];
    return { services, forward, back: [to, from] as const };
  });
