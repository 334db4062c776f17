import { keyedRandom } from "#lib/kernel/random.ts";

type Row = Record<string, unknown>;

/** In the ways in which spreadsheets and exports go wrong. */
const ways: readonly [(row: Row) => Row, ...((row: Row) => Row)[]] = [
  (row) => withNumbers(row, () => "n/a"),
  (row) => withNumbers(row, (value) => -value - 1),
  (row) => withNumbers(row, (value) => value + 0.5),
  (row) => ({ ...row, code: null }),
  (row) => ({ vendor: row.name, comment: "see other sheet" }),
];

/** What a row says instead of itself; the same for the same key. */
export function garble(row: Row, ...key: readonly (string | number)[]): Row {
  const garbled = keyedRandom("garbled", ...key).pick(ways)(row);
  return "status" in garbled ? { ...garbled, status: "#REF!" } : garbled;
}

function withNumbers(row: Row, change: (value: number) => unknown): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "number" ? change(value) : value]),
  );
}
