// What a buyer is told while the services are in trouble, and what became of the order.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CheckoutState, Order, OrderList } from "#lib/contract/order.ts";
import { Problem } from "#lib/contract/problem.ts";
import { type Buyer, newKey, readStock, startBuyer } from "#lib/runtime/testing/buyer.ts";
import type { Answer } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

const cable = "FM-EL-01";
let server: RunningServer;
let buyer: Buyer;
beforeAll(async () => {
  server = await startPreparedServer({
    env: { SIMULATION_SPEED: "0", CART_CLICK_EVERY: "0", MESH_PATIENCE: "8" },
  });
  buyer = startBuyer(server.url);
});
afterEach(() => halt());
afterAll(() => server.stop());

const halt = () => buyer.visit.ask("DELETE", "/api/faults");
async function arm(kind: string, target: string) {
  const answer = await buyer.visit.ask("POST", "/api/faults", { kind, target, durationSeconds: 600 });
  expect(answer.status).toBe(201);
}
const problem = (answer: Answer) => {
  const { status, code } = Problem.parse(answer.json());
  return `${status} ${code}`;
};
const stateOf = async (key: string) =>
  CheckoutState.parse((await buyer.visit.ask("GET", `/api/checkout/${key}`)).json());
const countOrders = async () =>
  OrderList.parse((await buyer.visit.ask("GET", "/api/orders?tenant=merch&limit=100")).json()).orders.length;

test("a service that fails leaves nothing behind, and the same key buys once it is well again", async () => {
  await buyer.put(cable);
  const [stock, orders] = [await readStock(buyer, cable), await countOrders()];
  const key = newKey();
  await arm("error-rate", "payment-service/pay");
  const failed = await buyer.buy({ key });
  expect(problem(failed)).toBe("503 checkout_failed");
  expect(Number(failed.headers["retry-after"])).toBeGreaterThan(0);
  expect(await stateOf(key)).toEqual({ key, state: "unknown", orderId: null, charged: false });
  expect(await readStock(buyer, cable)).toBe(stock);
  expect(await buyer.cart()).toEqual([`1 ${cable}`]);
  await halt();
  expect((await buyer.buy({ key })).status).toBe(201);
  expect(await countOrders()).toBe(orders + 1);
});

test("what the card network took without our hearing of it is paid in the end, and charged once", async () => {
  await buyer.put(cable);
  const orders = await countOrders();
  const key = newKey();
  await arm("reply-lost", "db-service/record-capture");
  expect(problem(await buyer.buy({ key }))).toBe("503 payment_unconfirmed");
  const { orderId, ...state } = await stateOf(key);
  expect(state).toEqual({ key, state: "under_way", charged: null });
  await halt();
  await expect
    .poll(async () => (await stateOf(key)).state, { timeout: 60_000, interval: 250 })
    .toBe("ordered");
  const answer = await buyer.buy({ key });
  expect(answer.status).toBe(201);
  expect(Order.parse(answer.json())).toMatchObject({
    orderId,
    status: "paid",
    payment: { state: "captured" },
  });
  expect(await countOrders()).toBe(orders + 1);
}, 180_000);

test("an answer that is lost at the edge is still an order: the ledger is asked", async () => {
  await buyer.put(cable);
  await arm("reply-lost", "order-service/buy");
  const answer = await buyer.buy();
  expect(answer.status).toBe(201);
  expect(Order.parse(answer.json())).toMatchObject({ status: "paid", steps: [] });
});

test("neither the warehouse nor the mail undoes a paid order", async () => {
  await buyer.put(cable);
  await arm("outage", "notification-service");
  await arm("error-rate", "inventory-service/pick");
  const answer = await buyer.buy();
  expect(answer.status).toBe(201);
  const failed = Order.parse(answer.json()).steps.filter(({ status }) => status === "failed");
  expect(failed.map(({ name }) => name)).toEqual(["pick", "send"]);
});

test("payments that keep failing are not tried for a while, and are back by themselves", async () => {
  await buyer.put(cable);
  await arm("error-rate", "payment-service");
  let answer = await buyer.buy();
  for (let tries = 0; problem(answer) === "503 checkout_failed" && tries < 100; tries += 1)
    answer = await buyer.buy();
  expect(problem(answer)).toBe("503 payments_paused");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(5);
  expect(await breakerValue()).toBe(2);
  await halt();
  await expect.poll(async () => (await buyer.buy()).status, { timeout: 60_000, interval: 200 }).toBe(201);
  expect(await breakerValue()).toBe(0);
}, 180_000);

async function breakerValue(): Promise<number> {
  const { text } = await buyer.visit.ask("GET", "/metrics");
  const line = text
    .split("\n")
    .find((one) => /^circuit_breaker_state\{/.test(one) && isPair(one, "order-service", "payment-service"));
  return Number(line?.split(" ").at(-1));
}

const isPair = (line: string, from: string, to: string) =>
  line.includes(`service="${from}"`) && line.includes(`server_address="${to}"`);
