/** Both drivers answer a raw statement with rows; Drizzle's common type of them does not say so. */
export function rowsOf(result: unknown): Record<string, unknown>[] {
  return (result as { rows: Record<string, unknown>[] }).rows;
}
