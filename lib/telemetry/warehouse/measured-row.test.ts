import { expect, it } from "vitest";
import { measureRow } from "./measured-row.ts";
import { type Cell, type TableName, tableNames, tables } from "./tables.ts";

const rowOf = (table: TableName, cellOf: (column: string) => Cell) =>
  measureRow(
    table,
    tables[table].columns.map(([column]) => cellOf(column)),
  );

it("finds a mark in every column that can hold what others wrote as they liked", () => {
  const found = (table: TableName) =>
    tables[table].columns
      .map(([column]) => column)
      .filter((marked) => rowOf(table, (column) => (column === marked ? "a\u0002" : "a")).marked);
  expect(Object.fromEntries(tableNames.map((table) => [table, found(table)]))).toEqual({
    spans: ["service", "name", "status_message", "tenant_id", "request_id"],
    logs: ["service", "logger", "message", "request_id", "tenant_id"],
    metric_points: ["metric"],
    exemplars: ["metric"],
  });
});

it("knows a number that no column holds", () => {
  const timeOf = (timeUs: Cell) => rowOf("logs", (column) => (column === "time_us" ? timeUs : "a")).fits;
  expect([2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n].map(timeOf)).toEqual([true, true, false]);
});

it("counts the characters of texts, and eight for anything else", () => {
  expect(measureRow("exemplars", [1, "name", null, 2n, "four", "four"]).chars).toBe(8 + 4 + 8 + 8 + 4 + 4);
});
