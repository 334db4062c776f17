import { describe, expect, test } from "vitest";
import { testCards } from "#lib/contract/test-cards.ts";
import { cardEndingOf, cardRefused, refusalOf } from "./card-network.ts";

describe("the card network", () => {
  test.each(testCards.map(({ number, refusal }) => [number, refusal]))(
    "says to %s: %s",
    (number, refusal) => {
      expect(refusalOf(cardEndingOf({ number }))).toBe(refusal);
    },
  );

  test("takes any other card", () => {
    expect(refusalOf(cardEndingOf({ number: "5555 5555 5555 4444" }))).toBeUndefined();
  });

  test("refuses with a reason that programs can read, and says that nothing was charged", () => {
    const error = cardRefused("card_expired");
    expect(error).toMatchObject({ code: "payment_required", reason: "card_expired" });
    expect(error.message).toContain("Nothing was charged");
  });
});
