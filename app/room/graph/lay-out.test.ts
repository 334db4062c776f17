import { expect, test } from "vitest";
import { layOut } from "./lay-out.ts";

const box = { width: 200, height: 90 };
const nodes = ["gateway", "orders", "users", "db"].map((id) => ({ id, ...box }));
const edges = [
  ["gateway", "orders"],
  ["gateway", "users"],
  ["orders", "db"],
  ["users", "db"],
  ["gateway", "db"],
].map(([from = "", to = ""]) => ({ id: `${from}->${to}`, from, to }));

test("callers stand above what they call, and no two nodes overlap", () => {
  const layout = layOut({ nodes, edges });
  for (const { from, to } of edges) expect(layout.nodes[from]?.y).toBeLessThan(layout.nodes[to]?.y ?? 0);
  const corners = Object.values(layout.nodes);
  const overlaps = corners.flatMap((one, index) =>
    corners
      .slice(index + 1)
      .filter((other) => Math.abs(one.x - other.x) < box.width && Math.abs(one.y - other.y) < box.height),
  );
  expect(overlaps).toEqual([]);
});

test("a line that passes a rank leaves its nodes alone", () => {
  const layout = layOut({ nodes, edges });
  const passing = layout.edges["gateway->db"]?.points ?? [];
  expect(passing.length).toBeGreaterThan(2);
  const inside = passing
    .slice(1, -1)
    .filter(({ x, y }) =>
      Object.values(layout.nodes).some(
        (corner) => x > corner.x && x < corner.x + box.width && y > corner.y && y < corner.y + box.height,
      ),
    );
  expect(inside).toEqual([]);
});

test("lines share a node's side: none begins or ends where another does", () => {
  const { edges: lines } = layOut({ nodes, edges });
  const ends = Object.values(lines).flatMap(({ points }) => [points[0], points.at(-1)]);
  expect(new Set(ends.map((point) => JSON.stringify(point))).size).toBe(ends.length);
});

test("the same graph is laid out the same way", () => {
  expect(layOut({ nodes, edges })).toEqual(layOut({ nodes, edges }));
});
