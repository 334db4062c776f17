import { type AnyColumn, and, asc, isNull, type SQL, sql } from "drizzle-orm";
import { alerts } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import type { AlertRow } from "./types.ts";

/** One parameter for however many: the same statement text for one and for thousands. */
export function oneOf(column: AnyColumn, values: readonly string[]): SQL {
  return sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}

/** Nobody else changes them until the transaction ends; always in the same order, so that no two wait for each other. */
export function lockOpenAlerts(tx: Database, which: SQL): Promise<AlertRow[]> {
  return tx
    .select()
    .from(alerts)
    .where(and(isNull(alerts.resolvedAt), which))
    .orderBy(asc(alerts.id))
    .for("update");
}
