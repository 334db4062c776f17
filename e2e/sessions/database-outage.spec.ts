import { expect, test } from "../kit/test.ts";
import { GraphPage } from "../pages/graph-page.ts";

test("a database that is down turns red on the graph, its callers suffer, and all is well again after it", async ({
  page,
  faults,
}) => {
  const graph = new GraphPage(page);
  await graph.open();
  const outage = await faults.arm({ kind: "outage", target: "db-service" });
  await expect(graph.place("db-service")).toContainText("Failed", { timeout: 60_000 });
  await expect(graph.place("inventory-service")).toContainText(/Degraded|Failed/, { timeout: 60_000 });
  await faults.remove(outage);
  await expect(graph.place("db-service")).not.toContainText("Failed", { timeout: 60_000 });
});
