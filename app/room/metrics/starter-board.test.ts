import { expect, test } from "vitest";
import { parseLabelFilter } from "#lib/contract/metric-filter.ts";
import { starterBoard } from "./starter-board.ts";

test("every filter of the board is understood", () => {
  for (const { where = "" } of starterBoard) expect(parseLabelFilter(where)).toHaveProperty("terms");
});
