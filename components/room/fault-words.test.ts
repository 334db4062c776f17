import { expect, test } from "vitest";
import type { Fault } from "#lib/contract/fault.ts";
import { faultSentence } from "./fault-words.ts";

const armed: Fault = {
  id: "f1",
  kind: "cart-click",
  target: "cart",
  parameters: { every: 3 },
  share: 1,
  startsAt: "2026-11-21T10:00:00.000Z",
  endsAt: null,
  state: "armed",
};

test.each([
  [1, "Every add-to-cart click of a visitor fails"],
  [2, "Every 2nd add-to-cart click of a visitor fails"],
  [3, "Every 3rd add-to-cart click of a visitor fails"],
  [11, "Every 11th add-to-cart click of a visitor fails"],
  [21, "Every 21st add-to-cart click of a visitor fails"],
  [113, "Every 113th add-to-cart click of a visitor fails"],
])("a failing cart click is told as people count: %i", (every, sentence) => {
  expect(faultSentence({ ...armed, parameters: { every } })).toBe(sentence);
});

test("a share of the visitors is said, and a call has an arrow", () => {
  const fault: Fault = { ...armed, kind: "latency", target: "order-service->payment-service", share: 0.25 };
  expect(faultSentence(fault)).toBe("Latency on order-service → payment-service, 25 % of visitors");
});
