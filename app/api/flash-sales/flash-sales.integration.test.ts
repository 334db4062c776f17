import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FlashLoadResult, FlashSale, FlashSaleList } from "#lib/contract/flash-sale.ts";
import { Order } from "#lib/contract/order.ts";
import { type Answer, send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { SIMULATION_SPEED: "0" } });
});
afterAll(() => server.stop());

const goodCard = { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123" };
const declinedCard = { ...goodCard, number: "4000 0000 0000 0002" };
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const longAgo = "2020-01-01T00:00:00.000Z";

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = { "content-type": "application/json", ...headers };
  return send(server.url, { method: "POST", path, headers: sent, body: JSON.stringify(body) });
}
const open = async (sale: object = {}) =>
  FlashSale.parse(
    (await post("/api/flash-sales", { sku: "FM-EL-01", units: 3, priceMinor: 990, ...sale })).json(),
  );
const find = async (id: string) =>
  FlashSale.parse((await send(server.url, { path: `/api/flash-sales/${id}` })).json());
const newKey = () => `key-${randomUUID()}`;
const anna = { cookie: `visitor=${"a".repeat(32)}` };
const buy = (id: string, key: string, card: object = goodCard) =>
  post(`/api/flash-sales/${id}/orders`, { card }, { ...anna, "idempotency-key": key });

describe("POST /api/flash-sales", () => {
  test("201: is open at once, for as long as asked, in a number of its own", async () => {
    const sale = await open({ durationSeconds: 60 });
    expect(sale).toMatchObject({ state: "open", tenant: "merch", units: 3, left: 3, name: "Flaky Cable" });
    expect(Date.parse(sale.endsAt) - Date.parse(sale.startsAt)).toBe(60_000);
    expect(await find(sale.id)).toEqual(sale);
    const { sales } = FlashSaleList.parse((await send(server.url, { path: "/api/flash-sales" })).json());
    expect(sales).toContainEqual(sale);
  });

  test("201: one that comes, and one that was, say so", async () => {
    expect(await open({ startsAt: inAnHour })).toMatchObject({ state: "coming" });
    expect(await open({ startsAt: longAgo })).toMatchObject({ state: "over" });
  });

  test.each([{ sku: "NO-SUCH" }, { tenant: "coupons" }])("404: %o", async (sale) => {
    const answer = await post("/api/flash-sales", { sku: "FM-EL-01", units: 1, priceMinor: 1, ...sale });
    expect(answer.status).toBe(404);
  });

  test.each([
    { units: 0 },
    { priceMinor: -1 },
    { durationSeconds: 0 },
    { durationSeconds: 0.0001 },
    { startsAt: "0000-01-01T00:00:00Z" },
    { startsAt: "9999-12-31T23:59:59Z" },
  ])("422: %o", async (sale) => {
    const answer = await post("/api/flash-sales", { sku: "FM-EL-01", units: 1, priceMinor: 1, ...sale });
    expect(answer.status).toBe(422);
  });
});

describe("POST /api/flash-sales/{id}/orders 201", () => {
  test("sells one unit, and the visitor finds the order among theirs", async () => {
    const { id } = await open();
    const answer = await buy(id, newKey());
    expect(answer.status).toBe(201);
    const order = Order.parse(answer.json());
    expect(order).toMatchObject({ status: "paid", totalMinor: 990, payment: { state: "captured" } });
    expect(order.traceId).toBe(answer.headers["x-trace-id"]);
    expect((await find(id)).left).toBe(2);
    const found = await send(server.url, { path: `/api/orders/${order.orderId}`, headers: anna });
    expect(found.json()).toEqual(order);
  });

  test("the same key gets the same bytes, and no second unit", async () => {
    const { id } = await open();
    const key = newKey();
    const first = await buy(id, key);
    const again = await buy(id, key);
    expect(again.text).toBe(first.text);
    expect(again.status).toBe(201);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(first.headers["idempotent-replayed"]).toBeUndefined();
    expect((await find(id)).left).toBe(2);
  });
});

describe("POST /api/flash-sales/{id}/orders refuses", () => {
  test("409 who was never here, before anything is begun; with the cookie of that answer the same key buys once", async () => {
    const { id } = await open();
    const headers = { "idempotency-key": newKey() };
    const buyOn = (cookie: Record<string, string>) =>
      post(`/api/flash-sales/${id}/orders`, { card: goodCard }, { ...headers, ...cookie });
    const unknown = await buyOn({});
    expect([unknown.status, unknown.json().code]).toEqual([409, "visitor_unknown"]);
    expect((await find(id)).left).toBe(3);
    const [cookie] = /^visitor=[0-9a-f]{32}/.exec(String(unknown.headers["set-cookie"])) ?? [""];
    const bought = await buyOn({ cookie });
    expect(bought.status).toBe(201);
    expect((await buyOn({ cookie })).text).toBe(bought.text);
    expect((await find(id)).left).toBe(2);
  });

  test("400 without a key", async () => {
    const { id } = await open();
    const answer = await post(`/api/flash-sales/${id}/orders`, { card: goodCard }, anna);
    expect([answer.status, answer.json().code]).toEqual([400, "idempotency_key_missing"]);
  });

  test("402 a card that does not pay, before any unit is taken", async () => {
    const { id } = await open();
    const answer = await buy(id, newKey(), declinedCard);
    expect([answer.status, answer.json().code]).toEqual([402, "card_declined"]);
    expect((await find(id)).left).toBe(3);
  });

  test("404 a sale that does not exist", async () => {
    expect((await buy("sale_000000000000", newKey())).status).toBe(404);
  });

  test("409 when nothing is left, again in the same words, and counts the lost race", async () => {
    const { id } = await open({ units: 1 });
    await buy(id, newKey());
    const key = newKey();
    const late = await buy(id, key);
    expect([late.status, late.json().code]).toEqual([409, "sold_out"]);
    expect((await buy(id, key)).text).toBe(late.text);
    expect(await find(id)).toMatchObject({ left: 0, state: "sold_out" });
    const metrics = await send(server.url, { path: "/metrics" });
    expect(metrics.text).toMatch(/^stock_conflicts\{tenant_id="merch"\} \d+$/m);
  });

  test("409 before it opens, and says when it does", async () => {
    const { id } = await open({ startsAt: inAnHour });
    const early = await buy(id, newKey());
    expect([early.status, early.json().code]).toEqual([409, "not_open"]);
    expect(Number(early.headers["retry-after"])).toBeGreaterThan(3_000);
  });

  test("409 after it ended, with nothing to wait for", async () => {
    const { id } = await open({ startsAt: longAgo });
    const late = await buy(id, newKey());
    expect([late.status, late.json().code]).toEqual([409, "not_open"]);
    expect(late.headers["retry-after"]).toBeUndefined();
  });

  test("422 a key that was used with another card", async () => {
    const { id } = await open();
    const key = newKey();
    await buy(id, key);
    const answer = await buy(id, key, declinedCard);
    expect([answer.status, answer.json().code]).toEqual([422, "idempotency_key_reused"]);
  });
});

describe("POST /api/flash-sales/{id}/load", () => {
  test("200: sends a crowd of which as many buy as there are units", async () => {
    const { id } = await open({ units: 20 });
    const answer = await post(`/api/flash-sales/${id}/load`, { buyers: 100 });
    const result = FlashLoadResult.parse(answer.json());
    expect(result).toMatchObject({ buyers: 100, bought: 20, soldOut: 80, failed: 0, left: 0 });
    expect(result.p99Ms).toBeGreaterThanOrEqual(result.p50Ms);
  });

  test("404: a sale that does not exist", async () => {
    expect((await post("/api/flash-sales/sale_000000000000/load", {})).status).toBe(404);
  });
});
