import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "#lib/kernel/errors.ts";

/** An interruption that falls between two statements of a query stops neither. */
const againMs = 20;

/** Until the returned function is called, nothing on this connection gets far. */
export function keepInterrupting(connection: DuckDBConnection): () => void {
  connection.interrupt();
  const again = setInterval(() => connection.interrupt(), againMs);
  return () => clearInterval(again);
}

export function nobodyAsks(): AppError {
  return new AppError("unavailable", "Whoever asked the telemetry of the past has left", {
    reason: "asker_left",
  });
}

export function tookTooLong(limitMs: number): AppError {
  return new AppError(
    "unavailable",
    `The question to the telemetry of the past took longer than ${limitMs / 1_000} s and was stopped. Ask for a shorter stretch of time, or for less of it.`,
    { reason: "query_too_long", headers: { "retry-after": "5" } },
  );
}
