import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvCell } from "#lib/contract/csv-cell.ts";
import { csvHead, csvRow, ndjsonRow } from "./log-text.ts";

const line = {
  id: "7",
  timestamp: "2026-01-05T00:00:00.000001Z",
  level: "info" as const,
  service: "orders",
  logger: "orders",
  message: 'said "no", twice',
  requestId: null,
  traceId: null,
  spanId: null,
  tenantId: "merch",
  attributes: { "order.id": "a,b" },
};

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(...";\t\r\n,'\" =-@a") }),
);

test("a line is a row of as many cells as the head has", () => {
  expect(csvHead.startsWith("\uFEFFid,timestamp,")).toBe(true);
  expect(csvRow(line)).toBe(
    '7,2026-01-05T00:00:00.000001Z,info,orders,orders,"said ""no"", twice",,,,merch,"{""order.id"":""a,b""}"\r\n',
  );
  expect(JSON.parse(ndjsonRow(line))).toEqual(line);
});

describe("a cell that a spreadsheet would run is text", () => {
  test.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", ",=1", '"=1', "＝1", "|cmd"])("%j", (text) => {
    expect(readCell(csvCell(text))).toBe(`'${text}`);
  });

  test.each([
    ["ok;=HYPERLINK(1)", "ok;'=HYPERLINK(1)"],
    ["ok\t+1", "ok\t'+1"],
    ['ok; "=1', `ok; "'=1`],
    ["ok\r\n@x", "ok\r\n'@x"],
    ["a;=1;b=2;-3", "a;'=1;b=2;'-3"],
    [";=1", "';'=1"],
    ["\n=1", "'\n'=1"],
    ["  ;\n@x", "'  ;\n'@x"],
  ])("wherever else than at a comma it is divided: %j", (text, written) => {
    expect(readCell(csvCell(text))).toBe(written);
  });

  test("in no time, however much stands before no formula", () => {
    const text = ";".repeat(1_000_000);
    expect(csvCell(text)).toBe(text);
  });

  test.each(["GET /api 200", "a=b", "a; b=c", "100%", "", "3-4", "é"])("%j stays as it is", (text) => {
    expect(csvCell(text)).toBe(text);
  });

  test("whatever is written is read back, with apostrophes at most", () => {
    const plain = (text: string) => text.replaceAll("'", "");
    fc.assert(
      fc.property(text, (given) => {
        expect(plain(readCell(csvCell(given)))).toBe(plain(given));
      }),
    );
  });

  test("whatever divides it, no part of it begins like a formula", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(csvCell(given)).not.toMatch(/[;\t\r\n][\s\p{Cc};,"]*[=+\-@|%＝＋－＠]/u);
      }),
    );
  });
});

/** As RFC 4180 has it: one cell is a whole record of one column. */
function readCell(written: string): string {
  if (!written.startsWith('"')) {
    expect(written).not.toMatch(/[",\r\n]/);
    return written;
  }
  expect(written).toMatch(/^"(?:[^"]|"")*"$/s);
  return written.slice(1, -1).replaceAll('""', '"');
}
