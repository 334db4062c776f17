import { describe, expect, test } from "vitest";
import type { CheckoutState } from "#lib/contract/order.ts";
import { isFinal, isSettled, outcomeOf, tookNothing } from "./purchase-outcome.ts";

const refusal = (status: number | undefined, code = "code") =>
  outcomeOf({
    ok: false,
    failure: {
      status,
      code,
      detail: "",
      requestId: undefined,
      traceId: undefined,
      fields: [],
      retryAfterSeconds: undefined,
    },
  });

describe("an answer", () => {
  test.each([
    [402, "card_declined", "declined", true],
    [409, "out_of_stock", "refused", true],
    [409, "sold_out", "refused", true],
    [409, "in_progress", "failed", false],
    [422, "validation_failed", "unreadable", false],
    [422, "idempotency_key_reused", "other", false],
    [429, "too_many_requests", "failed", false],
    [500, "internal", "failed", false],
    [503, "payment_unconfirmed", "failed", false],
    [undefined, "unreachable", "failed", false],
    [undefined, "unreadable", "failed", false],
  ] as const)("%s %s is %s; final: %s", (status, code, is, final) => {
    const outcome = refusal(status, code);
    expect(outcome.is).toBe(is);
    expect(isFinal(outcome)).toBe(final);
  });
});

describe("the ledger's word", () => {
  const word = (state: CheckoutState["state"], charged: boolean | null): CheckoutState => ({
    key: "a-key-of-eight",
    state,
    charged,
    orderId: null,
  });

  test("settles it when nothing was taken, or when it is known that something was", () => {
    expect([word("unknown", false), word("refused", false), word("ordered", true)].map(isSettled)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("is asked again while the attempt is under way or its payment is not confirmed", () => {
    expect([word("under_way", null), word("ordered", null)].map(isSettled)).toEqual([false, false]);
  });

  test("frees the shopper to take another card only where nothing was and will be taken", () => {
    expect(
      [word("unknown", false), word("unknown", null), word("under_way", null), word("ordered", true)].map(
        tookNothing,
      ),
    ).toEqual([true, false, false, false]);
  });
});
