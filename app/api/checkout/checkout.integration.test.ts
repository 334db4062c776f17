import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CheckoutState, Order, OrderList } from "#lib/contract/order.ts";
import { Problem } from "#lib/contract/problem.ts";
import { testCards } from "#lib/contract/test-cards.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { type Buyer, goodCard, newKey, readStock, startBuyer } from "#lib/runtime/testing/buyer.ts";
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

const [cable, socks, lastOne] = ["FM-EL-01", "FM-CL-03", "FM-EL-02"];
const come = () => startBuyer(server.url);
const problem = (answer: Answer) => {
  const { status, code } = Problem.parse(answer.json());
  return `${status} ${code}`;
};
const orderIn = (answer: Answer) => Order.parse(answer.json());
const listOrders = async ({ visit }: Buyer) =>
  OrderList.parse((await visit.ask("GET", "/api/orders?tenant=merch")).json());
const stateOf = async ({ visit }: Buyer, key: string) =>
  CheckoutState.parse((await visit.ask("GET", `/api/checkout/${key}`)).json());

describe("POST /api/checkout 201", () => {
  test("is a paid order: goods leave the shelf and the cart, and the money adds up", async () => {
    const buyer = come();
    await buyer.put(cable, 2);
    await buyer.put(socks);
    const before = await readStock(buyer, cable);
    const answer = await buyer.buy();
    expect(answer.status).toBe(201);
    const order = orderIn(answer);
    expect(order).toMatchObject({
      tenant: "merch",
      status: "paid",
      totalMinor: 2 * 1_290 + 1_450,
      currency: "EUR",
      payment: { state: "captured", amountMinor: 2 * 1_290 + 1_450, refundedMinor: 0, cardEnding: "4242" },
    });
    const sum = order.items.reduce((total, { quantity, priceMinor }) => total + quantity * priceMinor, 0);
    expect(sum).toBe(order.totalMinor);
    expect(await readStock(buyer, cable)).toBe(before - 2);
    expect(await buyer.cart()).toEqual([]);
    const found = await buyer.visit.ask("GET", `/api/orders/${order.orderId}`);
    expect(orderIn(found)).toEqual(order);
  });

  test("names its steps, and its trace leads through all services that had a part in it", async () => {
    const buyer = come();
    await buyer.put(cable);
    const { steps, traceId } = orderIn(await buyer.buy());
    const asked = steps.map(({ caller, service, name }) => `${caller} -> ${service} ${name}`);
    expect(asked).toEqual([
      "faultmart -> api-gateway buy",
      "api-gateway -> auth-service admit",
      "api-gateway -> user-service recognise",
      "api-gateway -> order-service buy",
      "order-service -> payment-service pay",
      "payment-service -> inventory-service check",
      "payment-service -> db-service place-order",
      "payment-service -> db-service record-capture",
      "payment-service -> db-service confirm-capture",
      "order-service -> inventory-service pick",
      "order-service -> notification-service send",
    ]);
    expect(steps.every(({ status, durationMs }) => status === "ok" && durationMs > 0)).toBe(true);
    await expect
      .poll(async () => servicesIn(await buyer.visit.ask("GET", `/api/traces/${traceId}`)))
      .toEqual([
        "api-gateway",
        "auth-service",
        "cache-service",
        "db-service",
        "faultmart",
        "inventory-service",
        "notification-service",
        "order-service",
        "payment-service",
        "user-service",
      ]);
  });

  test("is one order for fifty requests at once under one key, with the same bytes for all", async () => {
    const buyer = come();
    await buyer.put(cable);
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 50 }, () => buyer.buy({ key })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers["idempotent-replayed"] === "true");
    expect(replayed).toHaveLength(49);
    expect((await listOrders(buyer)).orders).toHaveLength(1);
    const again = await buyer.buy({ key });
    expect(again.text).toBe(answers[0]?.text);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(await stateOf(buyer, key)).toMatchObject({ state: "ordered", charged: true });
  });
});

const servicesIn = (answer: Answer) =>
  answer.status === 200
    ? [...new Set(Trace.parse(answer.json()).spans.map(({ service }) => service))].toSorted()
    : [];

describe("POST /api/checkout 4xx leaves everything as it was", () => {
  test.each(testCards.filter(({ number }) => number !== goodCard.number))(
    "for the card that $says: 402, and the same bytes under the same key",
    async ({ number, refusal }) => {
      const buyer = come();
      await buyer.put(cable, 3);
      const before = await readStock(buyer, cable);
      const key = newKey();
      const answer = await buyer.buy({ key, card: { number } });
      expect(problem(answer)).toBe(`402 ${refusal ?? "card_declined"}`);
      const again = await buyer.buy({ key, card: { number } });
      expect(again).toMatchObject({ status: 402, text: answer.text });
      expect(again.headers["idempotent-replayed"]).toBe("true");
      expect(await readStock(buyer, cable)).toBe(before);
      expect(await buyer.cart()).toEqual([`3 ${cable}`]);
      expect(await stateOf(buyer, key)).toMatchObject({ state: "refused", charged: false });
      expect((await buyer.buy()).status).toBe(201);
    },
  );

  test("when one of two products is sold out: neither is taken", async () => {
    const [first, second] = [come(), come()];
    await first.put(lastOne);
    await second.put(cable);
    await second.put(lastOne);
    expect((await first.buy()).status).toBe(201);
    const before = await readStock(second, cable);
    const answer = await second.buy();
    expect(problem(answer)).toBe("409 out_of_stock");
    expect(Problem.parse(answer.json()).detail).toContain("Single Point of Failure");
    expect(await readStock(second, cable)).toBe(before);
    expect(await second.cart()).toEqual([`1 ${cable}`, `1 ${lastOne}`]);
    expect((await listOrders(second)).orders).toEqual([]);
  });

  test("when the key was used for something else, with another card or in another shop", async () => {
    const buyer = come();
    await buyer.put(cable);
    const key = newKey();
    const { orderId } = orderIn(await buyer.buy({ key }));
    await buyer.put(cable);
    expect(problem(await buyer.buy({ key, tenant: "coupons" }))).toBe("422 idempotency_key_reused");
    expect(problem(await buyer.buy({ key, card: { cvc: "124" } }))).toBe("422 idempotency_key_reused");
    const answer = await buyer.refund(orderId, {}, key);
    expect(problem(answer)).toBe("422 idempotency_key_reused");
    expect(await buyer.cart()).toEqual([`1 ${cable}`]);
  });

  test("when there is nothing to buy, or no key, or a card of last year", async () => {
    const buyer = come();
    const key = newKey();
    // Who was never here has a cookie from then on.
    expect(problem(await buyer.buy({ key }))).toBe("409 visitor_unknown");
    expect(problem(await buyer.buy({ key }))).toBe("409 cart_empty");
    await buyer.put(cable);
    const body = { tenant: "merch", card: goodCard };
    expect(problem(await buyer.visit.ask("POST", "/api/checkout", body))).toBe("400 idempotency_key_missing");
    const expired = await buyer.buy({ card: { expiry: "01/20" } });
    expect(problem(expired)).toBe("422 validation_failed");
    expect(expired.json().fields).toMatchObject([{ path: "body.card.expiry" }]);
    expect(await buyer.cart()).toEqual([`1 ${cable}`]);
  });
});

test("a card number or code is nowhere to be found afterwards", async () => {
  const buyer = come();
  await buyer.put(cable);
  const { traceId } = orderIn(await buyer.buy({ card: { number: "5555 5555 5555 4444", cvc: "9876" } }));
  await expect.poll(() => server.stdout()).toContain(traceId);
  const seen = server.stdout() + (await buyer.visit.ask("GET", `/api/traces/${traceId}`)).text;
  expect(seen).not.toMatch(/5555 ?5555|9876\b.*cvc|cvc.*9876/);
});
