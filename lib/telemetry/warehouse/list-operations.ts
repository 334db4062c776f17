import type { DuckDBConnection } from "@duckdb/node-api";
import { readJson } from "./read-json.ts";

/** More than a reader looks through; whoever has a rarer one in mind writes its name. */
const mostOperations = 200;

/** The names of spans, of one service if given: the most frequent ones, by name. */
export async function listOperations(
  reader: DuckDBConnection,
  { service }: { service?: string | undefined },
): Promise<string[]> {
  const found = await readJson<{ name: string }>(
    reader,
    `SELECT name FROM (SELECT name, count(*) AS spans FROM spans ${service === undefined ? "" : "WHERE service = $service"}
       GROUP BY name ORDER BY spans DESC LIMIT ${mostOperations}) ORDER BY name`,
    service === undefined ? {} : { service },
  );
  return found.map(({ name }) => name);
}
