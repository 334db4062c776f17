import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Cart } from "#lib/contract/cart.ts";
import { FaultList } from "#lib/contract/fault.ts";
import { LogList } from "#lib/contract/log-answers.ts";
import { Problem } from "#lib/contract/problem.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { startVisit } from "#lib/runtime/testing/visit.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { SIMULATION_SPEED: "0" } });
});
afterAll(() => server.stop());

const items = "/api/cart/items";
const goods = [
  { tenant: "merch", sku: "FM-EL-01" },
  { tenant: "coupons", sku: "FM-PC-01" },
  { tenant: "merch", sku: "FM-CL-01" },
  { tenant: "coupons", sku: "FM-PC-02" },
];

test("every third click of a visitor fails, in both shops together, whatever else is asked and whoever else clicks", async () => {
  const [anna, ben] = [startVisit(server.url), startVisit(server.url)];
  const failed: number[] = [];
  for (let nth = 1; nth <= 12; nth += 1) {
    const { tenant, sku } = goods[nth % goods.length] ?? goods[0] ?? { tenant: "", sku: "" };
    const { status } = await anna.ask("POST", items, { tenant, sku });
    if (status === 500) failed.push(nth);
    else expect(status).toBe(200);
    await anna.ask("PATCH", `${items}/${sku}`, { tenant, quantity: 2 });
    await anna.ask("DELETE", `${items}/${sku}?tenant=${tenant}`);
    await anna.ask("GET", `/api/cart?tenant=${tenant}`);
    expect((await anna.ask("POST", items, { tenant, sku, quantity: 0 })).status).toBe(422);
    if (nth <= 2) expect((await ben.ask("POST", items, { tenant, sku })).status).toBe(200);
  }
  expect(failed).toEqual([3, 6, 9, 12]);
});

test("of a hundred clicks at once exactly every third fails, and the cart has the others", async () => {
  const visit = startVisit(server.url);
  const click = () => visit.ask("POST", items, { tenant: "merch", sku: "FM-EL-01" });
  await click();
  const statuses = (await Promise.all(Array.from({ length: 98 }, click))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 500)).toHaveLength(33);
  const cart = Cart.parse((await visit.ask("GET", "/api/cart?tenant=merch")).json());
  expect(cart.items.map(({ quantity }) => quantity)).toEqual([1 + 98 - 33]);
});

test("one that fails changes nothing, and says why: to the visitor, in the log, in the trace, in the metrics", async () => {
  const visit = startVisit(server.url);
  const click = () => visit.ask("POST", items, { tenant: "merch", sku: "FM-EL-03" });
  await click();
  const before = Cart.parse((await click()).json());
  const answer = await click();
  expect(Problem.parse(answer.json())).toMatchObject({
    status: 500,
    code: "inventory_sync_failed",
    detail: "The stock of this product could not be confirmed: the inventory sync failed.",
  });
  expect(Cart.parse((await visit.ask("GET", "/api/cart?tenant=merch")).json())).toEqual(before);

  const traceId = String(answer.headers["x-trace-id"]);
  const { spans } = await vi.waitFor(async () => {
    const found = await send(server.url, { path: `/api/traces/${traceId}` });
    expect(found.status).toBe(200);
    return Trace.parse(found.json());
  }, 60_000);
  expect(spans.map(({ name, status }) => `${name} ${status}`)).toEqual([
    "POST /api/cart/items error",
    "cart.add error",
    "inventory.check error",
  ]);
  expect(spans.at(-1)?.attributes).toMatchObject({ "error.type": "InventorySyncError" });
  const { logs } = LogList.parse((await send(server.url, { path: `/api/logs?traceId=${traceId}` })).json());
  expect(logs).toContainEqual(
    expect.objectContaining({
      level: "error",
      tenantId: "merch",
      attributes: expect.objectContaining({ "error.type": "InventorySyncError" }),
    }),
  );
  const { text } = await send(server.url, { path: "/metrics" });
  expect(text).toMatch(/^bisney_requests_total\{tenant_id="merch",status="error"\} [1-9]/m);
});

test("all succeed once it is removed", async () => {
  const { faults } = FaultList.parse((await send(server.url, { path: "/api/faults" })).json());
  const [armed] = faults;
  await send(server.url, { method: "DELETE", path: `/api/faults/${armed?.id}` });
  const visit = startVisit(server.url);
  for (let nth = 1; nth <= 6; nth += 1)
    expect((await visit.ask("POST", items, { tenant: "merch", sku: "FM-EL-01" })).status).toBe(200);
});
