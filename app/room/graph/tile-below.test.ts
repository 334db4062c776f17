import { expect, test } from "vitest";
import { layOut } from "./lay-out.ts";

const node = (id: string) => ({ id, width: 228, height: 112 });

test("folded groups stand in rows under what is unfolded, and their lines end at their sides", () => {
  const { nodes, edges } = layOut({
    nodes: ["service", "a", "b", "c"].map(node),
    edges: [
      { id: "a->c", from: "a", to: "c" },
      { id: "service->a", from: "service", to: "a" },
    ],
    tiles: { ids: ["a", "b", "c"], columns: 2 },
  });
  const [service, a, b, c] = ["service", "a", "b", "c"].map((id) => nodes[id] ?? { x: -1, y: -1 });
  expect(a?.y).toBeGreaterThan((service?.y ?? 0) + 112);
  expect(b?.y).toBe(a?.y);
  expect(c?.x).toBe(a?.x);
  expect(edges["a->c"]?.points.map(({ y }) => y)).toEqual([(a?.y ?? 0) + 112, c?.y]);
  expect(edges["service->a"]?.points).toHaveLength(2);
});
