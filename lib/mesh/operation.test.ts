import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { defineOperation, defineService, host } from "./operation.ts";

const charge = defineOperation({
  service: "payment-service",
  name: "charge",
  input: z.object({ amountMinor: z.int() }),
  output: z.object({ paymentId: z.string() }),
  repeatable: false,
});

test("a handler gets what the contract's input says, and owes what its output says", () => {
  const hosted = host(charge, (_ctx, input) => {
    expectTypeOf(input).toEqualTypeOf<{ amountMinor: number }>();
    return { paymentId: `pay_${input.amountMinor}` };
  });
  expect(hosted.spec).toBe(charge);
  // @ts-expect-error A number is no payment id.
  host(charge, () => ({ paymentId: 1 }));
});

test("a service hosts its own operations", () => {
  const hosted = host(charge, () => ({ paymentId: "pay_1" }));
  expect(defineService("payment-service", [hosted])).toEqual({ id: "payment-service", operations: [hosted] });
});

test("a service cannot host an operation of another service", () => {
  const hosted = host(charge, () => ({ paymentId: "pay_1" }));
  expect(() => defineService("order-service", [hosted])).toThrow(
    "payment-service/charge cannot be hosted by order-service",
  );
});

test("a service cannot host an operation twice", () => {
  const hosted = host(charge, () => ({ paymentId: "pay_1" }));
  expect(() => defineService("payment-service", [hosted, hosted])).toThrow(
    "payment-service/charge is hosted twice",
  );
});
