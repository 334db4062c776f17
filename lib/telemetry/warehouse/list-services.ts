import type { DuckDBConnection } from "@duckdb/node-api";
import { readJson } from "./read-json.ts";

export async function listServices(reader: DuckDBConnection): Promise<string[]> {
  const found = await readJson<{ service: string }>(
    reader,
    "SELECT service FROM spans UNION SELECT service FROM logs ORDER BY service",
  );
  return found.map(({ service }) => service);
}
