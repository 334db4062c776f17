import { expect, test } from "vitest";
import { stateOf } from "./flash-sale-state.ts";

const sale = { startsAt: new Date(1_000), endsAt: new Date(2_000), leftUnits: 1 };

test.each([
  [999, 1, "coming"],
  [1_000, 1, "open"],
  [1_999, 1, "open"],
  [1_999, 0, "sold_out"],
  [2_000, 1, "over"],
  [2_000, 0, "over"],
  [999, 0, "coming"],
])("at %i ms with %i left a sale from 1,000 to 2,000 ms is %s", (nowMs, leftUnits, state) => {
  expect(stateOf({ ...sale, leftUnits }, nowMs)).toBe(state);
});
