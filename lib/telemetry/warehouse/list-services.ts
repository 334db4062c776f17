import type { DuckDBConnection } from "@duckdb/node-api";

export async function listServices(reader: DuckDBConnection): Promise<string[]> {
  const found = await reader.runAndReadAll(
    "SELECT service FROM spans UNION SELECT service FROM logs ORDER BY service",
  );
  return found.getRows().map(([service]) => String(service));
}
