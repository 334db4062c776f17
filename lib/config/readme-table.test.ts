import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configTable, withConfigTable } from "./readme-table.ts";
import { Environment } from "./schema.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

test("the README's configuration table is the one the schema makes", () => {
  const renew = "run `node_modules/.bin/node cli/write-config-table.ts` to renew the table in README.md";
  expect(withConfigTable(readme) === readme, renew).toBe(true);
});

test("every variable is in the table with a default, a description and what is allowed", () => {
  const rows = configTable().split("\n").slice(2);
  expect(rows.length).toBe(Object.keys(Environment.shape).length);
  for (const [index, name] of Object.keys(Environment.shape).entries()) {
    const cells = (rows[index] ?? "").split(" | ");
    expect(cells[0]).toBe(`| \`${name}\``);
    expect(cells.length, `a cell of ${name} holds a bar`).toBe(4);
    for (const cell of cells) expect(cell.trim(), name).not.toBe("");
  }
});

test("renewing changes nothing outside the markers", () => {
  const text = "before\n<!-- config:begin -->\nold\n<!-- config:end -->\nafter\n";
  const renewed = withConfigTable(text);
  expect(renewed).toBe(`before\n<!-- config:begin -->\n${configTable()}\n<!-- config:end -->\nafter\n`);
  expect(withConfigTable(renewed)).toBe(renewed);
});

test("a README without the markers is refused, not overwritten", () => {
  expect(() => withConfigTable("# Faultmart\n")).toThrow("config:begin");
});
