import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Order, OrderList } from "#lib/contract/order.ts";
import { Problem } from "#lib/contract/problem.ts";
import { type Buyer, newKey, startBuyer } from "#lib/runtime/testing/buyer.ts";
import type { Answer } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startPreparedServer({
    env: { SIMULATION_SPEED: "0", CART_CLICK_EVERY: "0", MESH_PATIENCE: "8" },
  });
});
afterAll(() => server.stop());

const cable = "FM-EL-01";
const come = () => startBuyer(server.url);
const problem = (answer: Answer) => {
  const { status, code } = Problem.parse(answer.json());
  return `${status} ${code}`;
};
async function bought(buyer: Buyer, quantity = 1): Promise<Order> {
  await buyer.put(cable, quantity);
  return Order.parse((await buyer.buy()).json());
}
const read = async ({ visit }: Buyer, orderId: string) =>
  Order.parse((await visit.ask("GET", `/api/orders/${orderId}`)).json());

describe("GET /api/orders", () => {
  test("lists a visitor's own, the newest first, page by page", async () => {
    const buyer = come();
    const ids: string[] = [];
    for (let nth = 0; nth < 5; nth += 1) ids.unshift((await bought(buyer)).orderId);
    await bought(come());
    const seen: string[] = [];
    let after = "";
    for (let page = 0; page < 3; page += 1) {
      const path = `/api/orders?tenant=merch&limit=2${after}`;
      const { orders, next } = OrderList.parse((await buyer.visit.ask("GET", path)).json());
      seen.push(...orders.map(({ orderId }) => orderId));
      expect(next === null).toBe(page === 2);
      after = `&after=${next}`;
    }
    expect(seen).toEqual(ids);
    const broken = await buyer.visit.ask("GET", "/api/orders?tenant=merch&after=yesterday");
    expect(problem(broken)).toBe("422 validation_failed");
  });

  test("shows nobody else's, not even one of them", async () => {
    const { orderId } = await bought(come());
    const stranger = come();
    expect(problem(await stranger.visit.ask("GET", `/api/orders/${orderId}`))).toBe("404 not_found");
    await stranger.put(cable);
    expect(problem(await stranger.visit.ask("GET", `/api/orders/${orderId}`))).toBe("404 not_found");
    expect(problem(await stranger.refund(orderId, {}))).toBe("404 not_found");
    expect(problem(await stranger.visit.ask("GET", "/api/orders/nope"))).toBe("404 not_found");
    expect(problem(await stranger.refund("nope", {}))).toBe("404 not_found");
    const { orders } = OrderList.parse((await stranger.visit.ask("GET", "/api/orders?tenant=merch")).json());
    expect(orders).toEqual([]);
  });
});

describe("POST /api/orders/{orderId}/refunds", () => {
  test("gives back a part, then the rest, and then no more", async () => {
    const buyer = come();
    const { orderId } = await bought(buyer, 2);
    const part = await buyer.refund(orderId, { amountMinor: 580, reason: "  a scratch " });
    expect(part.status).toBe(201);
    expect(Order.parse(part.json())).toMatchObject({
      status: "partly_refunded",
      payment: { refundedMinor: 580 },
      refunds: [{ amountMinor: 580, reason: "a scratch" }],
    });
    expect(problem(await buyer.refund(orderId, { amountMinor: 2_001 }))).toBe("409 refund_exceeds_payment");
    const rest = await buyer.refund(orderId, {});
    expect(Order.parse(rest.json())).toMatchObject({
      status: "refunded",
      payment: { refundedMinor: 2_580 },
    });
    expect(problem(await buyer.refund(orderId, {}))).toBe("409 not_refundable");
  });

  test("refuses a reason that the books cannot hold", async () => {
    const buyer = come();
    const { orderId } = await bought(buyer);
    const refused = await buyer.refund(orderId, { reason: "torn\u0000apart" });
    expect(problem(refused)).toBe("422 validation_failed");
    expect((await read(buyer, orderId)).payment.refundedMinor).toBe(0);
  });

  test("gives back once what is asked for twenty times under one key", async () => {
    const buyer = come();
    const { orderId } = await bought(buyer);
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => buyer.refund(orderId, { amountMinor: 90 }, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await read(buyer, orderId)).payment.refundedMinor).toBe(90);
    expect(problem(await buyer.refund(orderId, { amountMinor: 91 }, key))).toBe("422 idempotency_key_reused");
  });

  test("never gives back more than was taken, when twenty ask at once", async () => {
    const buyer = come();
    const { orderId, totalMinor } = await bought(buyer);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => buyer.refund(orderId, { amountMinor: 290 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    const refused = answers.filter(({ status }) => status !== 201).map(problem);
    expect(new Set(refused)).toEqual(new Set(["409 refund_exceeds_payment"]));
    const { payment, refunds } = await read(buyer, orderId);
    expect(payment.refundedMinor).toBe(4 * 290);
    expect(payment.refundedMinor).toBeLessThanOrEqual(totalMinor);
    expect(refunds).toHaveLength(4);
  });
});
