import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { FlashSale } from "#lib/contract/flash-sale.ts";
import { Order, OrderList } from "#lib/contract/order.ts";
import { type Answer, send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { createDatabase, type TestDatabase } from "#lib/store/testing/postgres-databases.ts";

const postgres = inject("postgresServer");
const points = ["before-commit", "after-commit", "after-capture", "before-reply"];
const patient = { timeout: 60_000, interval: 500 };

describe.skipIf(postgres === undefined)("a process that dies while it sells", () => {
  let database: TestDatabase;
  let next: RunningServer;

  beforeAll(async () => {
    database = await createDatabase(postgres?.url ?? "", postgres?.template);
    next = await startServer({ env: env() });
  });
  afterAll(async () => {
    await next.stop();
    await database.drop();
  });
  const env = (more: Record<string, string> = {}) => ({
    SIMULATION_SPEED: "0",
    DATABASE_URL: database.url,
    ...more,
  });
  const newVisitor = () => ({ cookie: `visitor=${randomUUID().replaceAll("-", "")}`, key: randomUUID() });
  type Visitor = ReturnType<typeof newVisitor>;

  function post(url: string, path: string, body: object, who: Partial<Visitor> = {}): Promise<Answer> {
    const { cookie = "", key = "" } = who;
    const headers = { "content-type": "application/json", cookie, "idempotency-key": key };
    return send(url, { method: "POST", path, headers, body: JSON.stringify(body) });
  }
  const buy = (url: string, id: string, who: Visitor) =>
    post(
      url,
      `/api/flash-sales/${id}/orders`,
      { card: { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123" } },
      who,
    );
  const open = async () =>
    FlashSale.parse(
      (await post(next.url, "/api/flash-sales", { sku: "FM-EL-01", units: 5, priceMinor: 990 })).json(),
    ).id;
  const leftOf = async (id: string) =>
    FlashSale.parse((await send(next.url, { path: `/api/flash-sales/${id}` })).json()).left;
  const ordersOf = async ({ cookie }: Visitor) =>
    OrderList.parse((await send(next.url, { path: "/api/orders?tenant=merch", headers: { cookie } })).json())
      .orders;

  async function dieSelling(point: string, id: string, who: Visitor) {
    const dying = await startServer({ env: env({ FAULTMART_CRASH_AT: `${point}:1` }) });
    await expect(buy(dying.url, id, who)).rejects.toThrow();
    await dying.stop();
  }

  test.each(points)("%s: the same key asked elsewhere gives one order", async (point) => {
    const id = await open();
    const who = newVisitor();
    await dieSelling(point, id, who);
    const answer = await buy(next.url, id, who);
    expect(answer.status).toBe(201);
    const order = Order.parse(answer.json());
    expect(order.status).toBe("paid");
    expect(await ordersOf(who)).toEqual([order]);
    expect(await leftOf(id)).toBe(4);
  });

  test("leaves an order that is settled without anybody asking for it", async () => {
    const id = await open();
    const who = newVisitor();
    await dieSelling("after-commit", id, who);
    await expect
      .poll(async () => (await ordersOf(who)).map(({ status }) => status), patient)
      .toEqual(["paid"]);
    const [order] = await ordersOf(who);
    expect((await buy(next.url, id, who)).json()).toMatchObject({ orderId: order?.orderId, status: "paid" });
    expect(await leftOf(id)).toBe(4);
  });
});
