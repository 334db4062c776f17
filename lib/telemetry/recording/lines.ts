// One signal, one JSON line: the warehouse's row with its columns' names. The keys are always in the same order, and
// nothing in a line depends on the machine or the directory it was made on.
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { type Cell, tables } from "../warehouse/tables.ts";

/** Their cells are JSON texts already. */
const jsonColumns = new Set(["attributes", "events"]);
/** Their cells are a few texts again and again, as many as there are services and operations. */
const fewTexts = new Set(["service", "name", "kind", "status", "tenant_id", "level", "logger"]);
/** The number of a log line is the warehouse's own. */
const leftOut = new Set(["id"]);

type RecordName = "spans" | "logs";
type Key = { before: string; isJson: boolean; quoted: Map<string, string> | undefined } | undefined;
const keysOf = (name: RecordName): Key[] =>
  tables[name].columns.map(([column]) =>
    leftOut.has(column)
      ? undefined
      : {
          before: `${JSON.stringify(column)}:`,
          isJson: jsonColumns.has(column),
          quoted: fewTexts.has(column) ? new Map() : undefined,
        },
  );
const keys = {
  spans: keysOf("spans"),
  logs: keysOf("logs"),
};

export function toLine(name: RecordName, row: readonly Cell[]): string {
  let line = "{";
  for (let index = 0; index < row.length; index += 1) {
    const key = keys[name][index];
    if (!key) continue;
    if (line.length > 1) line += ",";
    line += key.before + cellText(row[index] ?? null, key);
  }
  return `${line}}`;
}

function cellText(cell: Cell, { isJson, quoted }: NonNullable<Key>): string {
  if (typeof cell !== "string") return String(cell);
  if (isJson) return withoutProjectDir(cell);
  const known = quoted?.get(cell);
  if (known !== undefined) return known;
  const text = JSON.stringify(cell);
  quoted?.set(cell, text);
  return text;
}

const projectDir = `${dirname(dirname(dirname(import.meta.dirname)))}/`;
const asJson = (text: string) => JSON.stringify(text).slice(1, -1);
const dirInJson = asJson(projectDir);
const urlInJson = asJson(pathToFileURL(projectDir).href);

/** Stack traces name files by where the project lies. */
function withoutProjectDir(json: string): string {
  return json.includes("    at ") ? json.replaceAll(urlInJson, "").replaceAll(dirInJson, "") : json;
}
