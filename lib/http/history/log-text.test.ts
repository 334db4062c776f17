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

test("a line is a row of as many cells as the head has", () => {
  expect(csvHead.startsWith("\uFEFFid,timestamp,")).toBe(true);
  expect(csvRow(line)).toBe(
    '7,2026-01-05T00:00:00.000001Z,info,orders,orders,"said ""no"", twice",,,,merch,"{""order.id"":""a,b""}"\r\n',
  );
  expect(JSON.parse(ndjsonRow(line))).toEqual(line);
});

describe("a cell that a spreadsheet would run is text", () => {
  test.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\n=1",
    "\r\n=1",
    "\t=1",
    ";=1",
    " =1",
    ",=1",
    "  ;\n@x",
    '"=1',
    "＝1",
    "|cmd",
  ])("%j", (text) => {
    expect(readCell(csvCell(text))).toBe(`'${text}`);
  });

  test.each(["GET /api 200", "a=b", "100%", "", "3-4", "é"])("%j stays as it is", (text) => {
    expect(csvCell(text)).toBe(text);
  });

  test("whatever is written is read back, with an apostrophe at most", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([text, `'${text}`]).toContain(readCell(csvCell(text)));
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
