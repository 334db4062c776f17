// A visitor's purchase through the services, on a virtual clock and an in-memory ledger.
import { expect, test } from "vitest";
import { testCards } from "#lib/contract/test-cards.ts";
import { cardEndingOf } from "#lib/shop/card-network.ts";
import { refuseWhileOpen } from "./checkout/payment-breaker.ts";
import { database } from "./data-operations.ts";
import { gateway, payments } from "./operations.ts";
import { Bought } from "./purchase-contracts.ts";
import { type MeshUnderTest, startMesh } from "./testing/mesh-under-test.ts";

const orderId = "ord_0123456789abcdef0123";
const [good, declined] = testCards;
const late = testCards[5];
const purchase = (number: string, id = orderId) => ({
  orderId: id,
  attempt: 1,
  visitorId: "anna",
  tenant: "merch" as const,
  lines: [
    { sku: "FM-HG-02", quantity: 2 },
    { sku: "FM-EL-01", quantity: 1 },
  ],
  cardEnding: cardEndingOf({ number }),
});
const buy = (mesh: MeshUnderTest, number: string = good.number) =>
  mesh.ask(gateway.buy, purchase(number), { visitorId: "anna", tenantId: "merch" });
async function stockOf(mesh: MeshUnderTest): Promise<number[]> {
  const { body } = await mesh.ask(database.findProducts, { skus: ["FM-EL-01", "FM-HG-02"] });
  return (body as { products: { stock: number }[] }).products.map(({ stock }) => stock);
}
const asked = ({ calls }: MeshUnderTest, operation: string) =>
  calls.filter((call) => call.operation === operation).length;
const arm = (mesh: MeshUnderTest, kind: "reply-lost" | "error-rate", target: string) =>
  mesh.faults.arm({ kind, target, parameters: {}, share: 1, durationSeconds: 600 });

test("a purchase is placed, captured and confirmed, once each, and says what it asked of whom", async () => {
  const mesh = startMesh();
  const reply = await buy(mesh);
  expect(reply.status).toBe(200);
  const { steps, ...bought } = Bought.parse(reply.body);
  expect(bought).toEqual({
    orderId,
    paymentId: "pay_0123456789abcdef0123",
    amountMinor: 2 * 4_500 + 1_290,
    currency: "EUR",
  });
  expect(steps).toHaveLength(10);
  expect(steps.every(({ status, retries }) => status === "ok" && retries === 0)).toBe(true);
  expect(await stockOf(mesh)).toEqual([119, 10]);
  for (const name of ["place-order", "record-capture", "confirm-capture"]) expect(asked(mesh, name)).toBe(1);
});

test("a declined card ends it before anything is placed", async () => {
  const mesh = startMesh();
  expect(await buy(mesh, declined.number)).toMatchObject({ status: 402, body: { code: "card_declined" } });
  expect(asked(mesh, "place-order")).toBe(0);
  expect(await stockOf(mesh)).toEqual([120, 12]);
});

test("a payment that is refused when it is taken cancels the order, and the goods are back", async () => {
  const mesh = startMesh();
  expect(await buy(mesh, late.number)).toMatchObject({ status: 402, body: { code: "card_declined" } });
  expect(await stockOf(mesh)).toEqual([120, 12]);
  expect(await mesh.ask(payments.settle, { orderId })).toMatchObject({ body: { status: "cancelled" } });
});

test("a capture whose answer is lost is taken again under the same id, and settled from the network's books", async () => {
  const mesh = startMesh();
  const fault = arm(mesh, "reply-lost", "db-service/record-capture");
  expect((await buy(mesh)).status).toBeGreaterThanOrEqual(500);
  mesh.faults.remove(fault.id);
  expect(await mesh.ask(payments.settle, { orderId })).toMatchObject({ body: { status: "paid" } });
  expect(asked(mesh, "record-capture")).toBe(0);
  expect(asked(mesh, "confirm-capture")).toBe(1);
  expect(await mesh.ask(payments.settle, { orderId })).toMatchObject({ body: { status: "paid" } });
  expect(asked(mesh, "confirm-capture")).toBe(1);
});

test("a call that was repeated says how often in the steps", async () => {
  const mesh = startMesh();
  arm(mesh, "reply-lost", "payment-service->db-service");
  await buy(mesh);
  mesh.faults.halt();
  const { steps } = Bought.parse((await buy(mesh)).body);
  expect(steps.map(({ retries }) => retries)).toEqual(steps.map(() => 0));
  expect(asked(mesh, "place-order")).toBe(3);
});

test("while payments keep failing, the edge refuses at once and says when the next is tried", async () => {
  const mesh = startMesh();
  arm(mesh, "error-rate", "payment-service");
  for (let nth = 0; nth < 20; nth += 1) await buyAt(mesh, nth);
  expect(() => refuseWhileOpen(mesh.mesh)).toThrowError(/no more are tried for \d s/);
  mesh.faults.halt();
  await mesh.pass(5);
  expect(() => refuseWhileOpen(mesh.mesh)).not.toThrow();
  expect((await buy(mesh)).status).toBe(200);
});

/** All within one second, so that the breaker does not wait for its probe meanwhile. */
async function buyAt(mesh: MeshUnderTest, nth: number): Promise<void> {
  const id = `ord_${String(nth).padStart(20, "0")}`;
  const envelope = {
    service: "api-gateway",
    operation: "buy",
    caller: undefined,
    requestId: `request-buy-${nth}`,
    tenantId: "merch",
    visitorId: "anna",
    path: "0",
    remainingMs: 5_000,
    parent: undefined,
    input: purchase(good.number, id),
  };
  void mesh.mesh.enter(envelope, new AbortController().signal);
  await mesh.pass(0.1);
}
