import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Cart } from "#lib/contract/cart.ts";
import { Product } from "#lib/contract/catalogue.ts";
import { LogList } from "#lib/contract/log-answers.ts";
import { Problem } from "#lib/contract/problem.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { type Answer, send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { startVisit, type Visit } from "#lib/runtime/testing/visit.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { SIMULATION_SPEED: "0", CART_CLICK_EVERY: "0" } });
});
afterAll(() => server.stop());

const cable = { tenant: "merch", sku: "FM-EL-01" };
const jumper = { tenant: "merch", sku: "FM-CL-02" };
const items = "/api/cart/items";
const come = () => startVisit(server.url);
const read = async (visit: Visit, tenant = "merch") =>
  Cart.parse((await visit.ask("GET", `/api/cart?tenant=${tenant}`)).json());
const counts = ({ items: lines }: Cart) => lines.map(({ sku, quantity }) => `${quantity} ${sku}`);
const problem = (answer: Answer) => {
  const { status, code } = Problem.parse(answer.json());
  return `${status} ${code}`;
};

describe("POST /api/cart/items 200", () => {
  test("puts it in, says what the cart is now, and knows the visitor again", async () => {
    const visit = come();
    const answer = await visit.ask("POST", items, { ...cable, quantity: 2 });
    expect(answer.status).toBe(200);
    expect(Cart.parse(answer.json())).toEqual({
      tenant: "merch",
      items: [
        {
          sku: "FM-EL-01",
          slug: "flaky-cable",
          name: "Flaky Cable",
          picture: "/products/flaky-cable.svg",
          quantity: 2,
          priceMinor: 1_290,
          stock: 120,
        },
      ],
      totalMinor: 2_580,
      currency: "EUR",
    });
    expect(visit.cookie()).toMatch(
      /^visitor=[0-9a-f]{32}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
    );
    const second = await visit.ask("POST", items, cable);
    expect(second.headers["set-cookie"]).toBeUndefined();
    expect(counts(await read(visit))).toEqual(["3 FM-EL-01"]);
  });

  test("keeps the order in which things were first put in, and the two shops apart", async () => {
    const visit = come();
    await visit.ask("POST", items, cable);
    await visit.ask("POST", items, jumper);
    await visit.ask("POST", items, { tenant: "coupons", sku: "FM-PC-01" });
    await visit.ask("POST", items, cable);
    expect(counts(await read(visit))).toEqual(["2 FM-EL-01", "1 FM-CL-02"]);
    expect(counts(await read(visit, "coupons"))).toEqual(["1 FM-PC-01"]);
    expect(counts(await read(come()))).toEqual([]);
  });

  test("counts each of many at once, and shows each of them a cart that has it", async () => {
    const visit = come();
    await visit.ask("POST", items, cable);
    const answers = await Promise.all(Array.from({ length: 40 }, () => visit.ask("POST", items, cable)));
    const seen = answers.map((answer) => Cart.parse(answer.json()).items[0]?.quantity ?? 0);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 2));
    expect(counts(await read(visit))).toEqual(["41 FM-EL-01"]);
  });

  test("takes an id that is none of ours for nobody's, and gives a good one", async () => {
    const answer = await come().ask("POST", items, cable, { cookie: "visitor=admin" });
    expect(answer.headers["set-cookie"]?.[0]).toMatch(/^visitor=[0-9a-f]{32};/);
  });
});

describe("changing and removing", () => {
  test("PATCH says how many from now on, DELETE takes it out and may be asked again", async () => {
    const visit = come();
    await visit.ask("POST", items, cable);
    await visit.ask("POST", items, jumper);
    const changed = await visit.ask("PATCH", `${items}/FM-EL-01`, { tenant: "merch", quantity: 7 });
    expect(counts(Cart.parse(changed.json()))).toEqual(["7 FM-EL-01", "1 FM-CL-02"]);
    for (let time = 0; time < 2; time += 1) {
      const removed = await visit.ask("DELETE", `${items}/FM-EL-01?tenant=merch`);
      expect(counts(Cart.parse(removed.json()))).toEqual(["1 FM-CL-02"]);
    }
    expect(counts(await read(visit))).toEqual(["1 FM-CL-02"]);
  });
});

describe("what cannot be done changes nothing", () => {
  const change = { tenant: "merch", quantity: 1 };
  const refused: [string, method: string, path: string, body: unknown][] = [
    ["404 not_found", "POST", items, { tenant: "merch", sku: "NO-SUCH-01" }],
    ["404 not_found", "POST", items, { tenant: "coupons", sku: "FM-EL-01" }],
    ["404 not_found", "PATCH", `${items}/NO-SUCH-01`, change],
    ["404 not_in_cart", "PATCH", `${items}/FM-CL-02`, change],
    ["404 not_found", "DELETE", `${items}/NO-SUCH-01?tenant=merch`, undefined],
    ["404 not_found", "GET", "/api/products/NO-SUCH-01", undefined],
    ["409 too_many_of_one", "POST", items, { ...cable, quantity: 98 }],
    ["409 out_of_stock", "POST", items, { ...jumper, quantity: 25 }],
    ["409 out_of_stock", "POST", items, { tenant: "merch", sku: "FM-EL-02", quantity: 2 }],
    ["422 validation_failed", "POST", items, { ...cable, quantity: 0 }],
    ["422 validation_failed", "POST", items, { ...cable, quantity: 100 }],
    ["422 validation_failed", "POST", items, { ...cable, quantity: 1.5 }],
    ["422 validation_failed", "POST", items, { ...cable, quantity: "2" }],
    ["422 validation_failed", "POST", items, { ...cable, price: 1 }],
    ["422 validation_failed", "POST", items, { ...cable, tenant: "other" }],
    ["422 validation_failed", "POST", items, { tenant: "merch", sku: "a\u0000b" }],
    ["422 validation_failed", "POST", items, { tenant: "merch", sku: "'; drop table cart_items" }],
    ["422 validation_failed", "POST", items, [cable]],
    ["422 validation_failed", "PATCH", `${items}/FM-EL-01`, { tenant: "merch", quantity: -1 }],
    ["422 validation_failed", "PATCH", `${items}/${"x".repeat(65)}`, change],
    ["422 validation_failed", "DELETE", `${items}/FM-EL-01`, undefined],
    ["422 validation_failed", "DELETE", `${items}/FM-EL-01?tenant=merch&tenant=coupons`, undefined],
    ["422 validation_failed", "GET", "/api/cart", undefined],
    ["405 method_not_allowed", "PUT", items, cable],
  ];
  test.each(refused)("%s: %s %s %j", async (expected, method, path, body) => {
    const visit = come();
    await visit.ask("POST", items, { ...cable, quantity: 2 });
    expect(problem(await visit.ask(method, path, body))).toBe(expected);
    expect(counts(await read(visit))).toEqual(["2 FM-EL-01"]);
  });

  test("415 and 400: a body that is no JSON", async () => {
    const visit = come();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect(problem(await visit.ask("POST", items, cable, form))).toBe("415 unsupported_media_type");
    const headers = { "content-type": "application/json" };
    const broken = await send(server.url, { method: "POST", path: items, headers, body: "{" });
    expect(problem(broken)).toBe("400 bad_request");
  });
});

describe("GET /api/products/{sku}", () => {
  test("200: the product as it is on the shelves", async () => {
    const answer = await send(server.url, { path: "/api/products/FM-EL-01" });
    expect(Product.parse(answer.json())).toMatchObject({ name: "Flaky Cable", stock: 120, tenant: "merch" });
  });
});

test("a click is recorded in full: spans down to the statement, a log line, the metrics by their names", async () => {
  const answer = await come().ask("POST", items, { tenant: "coupons", sku: "FM-PC-01" });
  const traceId = String(answer.headers["x-trace-id"]);
  const spans = await vi.waitFor(async () => {
    const found = await send(server.url, { path: `/api/traces/${traceId}` });
    expect(found.status).toBe(200);
    return Trace.parse(found.json()).spans;
  }, 60_000);
  expect(spans.map(({ name, tenantId }) => `${name} ${tenantId}`)).toEqual([
    "POST /api/cart/items coupons",
    "cart.add coupons",
    "inventory.check coupons",
    "INSERT cart_items coupons",
  ]);
  expect(spans[3]).toMatchObject({
    parentSpanId: spans[1]?.spanId,
    kind: "client",
    attributes: { "db.system.name": "postgresql", "db.operation.name": "INSERT" },
  });
  const { logs } = LogList.parse((await send(server.url, { path: `/api/logs?traceId=${traceId}` })).json());
  expect(logs.map(({ message }) => message)).toContain("put into the cart");
  const { text } = await send(server.url, { path: "/metrics" });
  for (const line of [
    /^bisney_requests_total\{tenant_id="coupons",status="success"\} [1-9]/m,
    /^bisney_cache_hits\{tenant_id="coupons",result="(hit|miss)"\} [1-9]/m,
    /^bisney_inventory_lag\{tenant_id="coupons"\} \d/m,
  ])
    expect(text).toMatch(line);
});
