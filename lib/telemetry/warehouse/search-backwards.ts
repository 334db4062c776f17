// The newest rows of a large table without an index: rows arrive in the order of time, so a step back in time reads only
// the row groups of that time. The first step is what a page of a busy process needs; a quiet one is soon at its start.
import type { DuckDBConnection } from "@duckdb/node-api";
import { readJson } from "./read-json.ts";
import { timesOf } from "./segments.ts";
import type { TableName } from "./tables.ts";

/** Microseconds since the epoch; `endUs` is outside. */
export type Window = { startUs: number; endUs: number };

const firstStepUs = 60_000_000;
const growth = 16;

type Bounds = { fromMs?: number | undefined; toMs?: number | undefined };

/** What the table still has of a range of time; undefined when that is nothing. */
export async function keptWindow(
  reader: DuckDBConnection,
  table: TableName,
  { fromMs, toMs }: Bounds,
): Promise<Window | undefined> {
  const [kept] = await readJson<{ oldest: bigint | null; newest: bigint | null }>(
    reader,
    `SELECT min(oldest) AS oldest, max(newest) AS newest FROM ${timesOf(table)}`,
  );
  const { oldest, newest } = kept ?? { oldest: null, newest: null };
  if (oldest === null || newest === null) return undefined;
  const startUs = Math.max(Number(oldest), Math.round((fromMs ?? 0) * 1_000));
  const latestUs = toMs === undefined ? Number.POSITIVE_INFINITY : Math.round(toMs * 1_000);
  const endUs = Math.min(Number(newest) + 1, latestUs);
  return startUs < endUs ? { startUs, endUs } : undefined;
}

/** `search` answers with what lies in one window, the newest first and at most as many as asked for. */
export async function searchBackwards<T>(
  kept: Window,
  limit: number,
  search: (window: Window, limit: number) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  let { endUs } = kept;
  for (let stepUs = firstStepUs; endUs > kept.startUs && found.length < limit; stepUs *= growth) {
    const startUs = Math.max(kept.startUs, endUs - stepUs);
    found.push(...(await search({ startUs, endUs }, limit - found.length)));
    endUs = startUs;
  }
  return found;
}
