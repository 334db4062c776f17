import { expect, test } from "vitest";
import { knownShoppers } from "./ledger/known-shoppers.ts";
import { gateway } from "./operations.ts";
import { startMesh } from "./testing/mesh-under-test.ts";

const [one, other] = knownShoppers.filter(({ tenant }) => tenant === "merch");
const lines = [{ sku: "FM-BK-01", quantity: 1 }];
const more = [{ sku: "FM-BK-01", quantity: 2 }];
const requestId = "chosen-by-the-client";

/** The order ids that the shoppers get, one after the other. */
async function buy(...carts: { session?: string | undefined; lines: typeof lines }[]): Promise<string[]> {
  const mesh = startMesh();
  const ids: string[] = [];
  for (const { session = "", lines } of carts) {
    const { body } = await mesh.ask(
      gateway.checkout,
      { session, lines, cardEnding: "4242" },
      { requestId, tenantId: "merch" },
    );
    ids.push(gateway.checkout.output.parse(body).orderId);
  }
  return ids;
}

test("the same request is the same order, in every run", async () => {
  const cart = { session: one?.session, lines };
  const [first, again] = await buy(cart, cart);
  expect(again).toBe(first);
  expect(await buy(cart)).toEqual([first]);
});

test("two shoppers who choose the same request id have two orders", async () => {
  const [first, second] = await buy({ session: one?.session, lines }, { session: other?.session, lines });
  expect(second).not.toBe(first);
});

test("another basket under the same request id is another order", async () => {
  const [first, second] = await buy({ session: one?.session, lines }, { session: one?.session, lines: more });
  expect(second).not.toBe(first);
});
