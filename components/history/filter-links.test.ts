import { expect, test } from "vitest";
import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { filteredBy } from "./filter-links.ts";

const time = { from: "2026-03-04T10:00:00.000Z", to: "2026-03-04T10:15:00.000Z" };

test.each([
  ["http.response.status_code", "500", false],
  ["db.statement", 'select "a", b from c where d = -1', true],
  ["odd name", "with, comma*", false],
])("what has %s of %j is asked for as the lists understand it", (name, value, not) => {
  const { searchParams } = new URL(filteredBy("traces", { name, value, not }, time), "http://a");
  expect(searchParams.get("from")).toBe(time.from);
  expect(parseFilter(searchParams.get("q") ?? "", spanFields)).toEqual({
    terms: [{ not, kind: "field", field: name, op: "is", values: [value] }],
  });
});
