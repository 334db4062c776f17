import { describe, expect, test } from "vitest";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { foldAbove, shownGraph } from "./graph-model.ts";

const service = (id: string, dependencies: string[] = [], group = "all"): TopologyService => ({
  id,
  name: id,
  group,
  kind: "http",
  dependencies,
  operations: [],
});

const small = [
  service("gateway", ["orders", "users"]),
  service("orders", ["payments", "mail"]),
  service("users", ["db"]),
  service("payments", ["db"]),
  service("mail"),
  service("db"),
];
const shape = { focus: undefined, depth: 1 as const, open: [] };
const ids = ({ nodes }: { nodes: readonly { id: string }[] }) => nodes.map(({ id }) => id).sort();

describe("around a focus", () => {
  test("one step shows who calls it and what it calls", () => {
    expect(ids(shownGraph(small, { ...shape, focus: "orders" }))).toEqual([
      "gateway",
      "mail",
      "orders",
      "payments",
    ]);
  });

  test("all steps show everything up and down, and nothing beside", () => {
    expect(ids(shownGraph(small, { ...shape, focus: "payments", depth: "all" }))).toEqual([
      "db",
      "gateway",
      "orders",
      "payments",
    ]);
  });
});

describe("a large topology", () => {
  const large = Array.from({ length: foldAbove + 1 }, (_, index) =>
    service(`s${index}`, index === 0 ? [] : [`s${index - 1}`], index < 30 ? "lower" : "upper"),
  );

  test("is folded into its groups, with one edge for all calls between two of them", () => {
    const { nodes, edges } = shownGraph(large, shape);
    expect(nodes.map(({ id, members }) => [id, members.length])).toEqual([
      ["group:lower", 30],
      ["group:upper", 31],
    ]);
    expect(edges).toEqual([
      { id: "group:upper->group:lower", from: "group:upper", to: "group:lower", members: ["s30->s29"] },
    ]);
  });

  test("an unfolded group shows its services, and their calls into the folded one", () => {
    const { nodes, edges } = shownGraph(large, { ...shape, open: ["upper"] });
    expect(nodes).toHaveLength(32);
    expect(edges.find(({ to }) => to === "group:lower")?.from).toBe("s30");
  });

  test("a focus in it is shown as services again", () => {
    expect(ids(shownGraph(large, { ...shape, focus: "s5" }))).toEqual(["s4", "s5", "s6"]);
  });
});
