import type { DuckDBConnection } from "@duckdb/node-api";
import type { LogQuery, TakenQuery } from "../log-history.ts";
import type { StoredLog } from "../types.ts";
import { logConditions, toStoredLog, whereSql } from "./log-rows.ts";
import { readJson } from "./read-json.ts";
import { keptWindow, searchBackwards, type Window } from "./search-backwards.ts";
import type { StoredRow } from "./stored-row.ts";

/** The newest first, at most `limit`. */
export async function findLogs(reader: DuckDBConnection, query: LogQuery): Promise<StoredLog[]> {
  const kept = await keptWindow(reader, "logs", query);
  if (!kept) return [];
  // The line that was listed last is in the window, because others may have its time.
  const endUs = Math.min(kept.endUs, (query.after?.timeUs ?? kept.endUs) + 1);
  return searchBackwards({ ...kept, endUs }, query.limit, (window, limit) =>
    searchWindow(reader, query, window, limit),
  );
}

async function searchWindow(
  reader: DuckDBConnection,
  { terms, after }: LogQuery,
  window: Window,
  limit: number,
): Promise<StoredLog[]> {
  const { where, values } = logConditions({ terms });
  const beyond = after ? ["(time_us, id) < ($afterUs, $afterId)"] : [];
  const rows = await readJson<StoredRow>(
    reader,
    `SELECT * FROM logs ${whereSql(["time_us >= $startUs", "time_us < $endUs", ...beyond, ...where])}
     ORDER BY time_us DESC, id DESC LIMIT $limit`,
    {
      ...values,
      ...(after ? { afterUs: BigInt(after.timeUs), afterId: BigInt(after.id) } : {}),
      startUs: BigInt(window.startUs),
      endUs: BigInt(window.endUs),
      limit,
    },
  );
  return rows.map(toStoredLog);
}

/** The oldest first, as they were taken. */
export async function findLogsTaken(
  reader: DuckDBConnection,
  { afterId, uptoId, terms, limit }: TakenQuery,
): Promise<{ lines: StoredLog[]; left: number }> {
  const { where, values } = logConditions({ terms });
  const asked = whereSql(["id > $afterId", "id <= $uptoId", ...where]);
  const bounds = { ...values, afterId: BigInt(afterId), uptoId: BigInt(uptoId) };
  const rows = await readJson<StoredRow>(
    reader,
    `SELECT * FROM logs ${asked} ORDER BY id DESC LIMIT $limit`,
    { ...bounds, limit },
  );
  const lines = rows.map(toStoredLog).reverse();
  if (rows.length < limit) return { lines, left: 0 };
  const [counted] = await readJson<{ lines: number }>(
    reader,
    `SELECT count(*) AS lines FROM logs ${asked}`,
    bounds,
  );
  return { lines, left: (counted?.lines ?? 0) - lines.length };
}
