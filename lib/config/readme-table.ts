// The configuration table of the README, from the schema itself.
import type { z } from "zod";
import { allowedValues } from "./kinds.ts";
import { Environment } from "./schema.ts";

const begin = "<!-- config:begin -->";
const end = "<!-- config:end -->";

export function configTable(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => {
    const cells = [`\`${name}\``, defaultOf(schema), schema.description ?? "", allowedValues(schema)];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| variable | default | what it does | allowed |", "|---|---|---|---|", ...rows].join("\n");
}

/** The README with the table between its markers renewed. */
export function withConfigTable(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md needs the markers ${begin} and ${end}`);
  return `${readme.slice(0, from)}${begin}\n${configTable()}\n${readme.slice(to)}`;
}

function defaultOf(schema: z.core.$ZodType): string {
  const { def } = schema._zod;
  const value = "defaultValue" in def ? def.defaultValue : undefined;
  if (typeof value === "boolean") return value ? "`on`" : "`off`";
  const text = Array.isArray(value) ? value.join(",") : isEmptyMap(value) ? "" : String(value ?? "");
  return text === "" ? "unset" : `\`${text}\``;
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
