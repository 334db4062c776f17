import { expect, test } from "vitest";
import { keyedRandom } from "#lib/kernel/random.ts";
import type { OperationSpec } from "#lib/mesh/types.ts";
import { notifications, payments } from "./operations.ts";
import { startMesh } from "./testing/mesh-under-test.ts";

const seed = "7";
const order = { orderId: "ord_1", lines: [{ sku: "FM-BK-01", quantity: 1 }] };
const cases: [string, OperationSpec, object, number][] = [
  [
    "card network",
    payments.authorize as OperationSpec,
    { ...order, cardEnding: "4242", amountMinor: 1_800, currency: "EUR" },
    40,
  ],
  [
    "mail relay",
    notifications.send as OperationSpec,
    { template: "order-placed", shopperId: "shopper-001", orderId: "ord_1" },
    20,
  ],
];

test.each(cases)("what the %s refuses took now long, now short, like anything else", async (...given) => {
  const [whom, operation, input, medianMs] = given;
  const mesh = startMesh({ seed });
  const unlucky = (requestId: string) =>
    keyedRandom(seed, requestId, operation.service, "0", whom).chance(0.001);
  const requestIds = Array.from({ length: 20_000 }, (_, nth) => `request-${nth}`).filter(unlucky);
  expect(requestIds.length).toBeGreaterThan(8);
  const ratios: number[] = [];
  for (const requestId of requestIds) {
    const beganMs = mesh.clock.monotonicMs();
    const { status } = await mesh.ask(operation, input, { requestId });
    const answers = mesh.calls.filter((call) => call.requestId === requestId);
    const [answeredMs = 0, askedMs = beganMs] = answers.map((call) => call.answeredMs).toReversed();
    if (status >= 500) ratios.push((answeredMs - askedMs) / medianMs);
  }
  expect(ratios.length).toBeGreaterThan(8);
  expect(Math.min(...ratios)).toBeLessThan(0.85);
  expect(Math.max(...ratios)).toBeGreaterThan(1.15);
});
