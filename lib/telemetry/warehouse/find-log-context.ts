import type { DuckDBConnection } from "@duckdb/node-api";
import type { Term } from "#lib/contract/filter/term.ts";
import type { LogContext, LogHistory } from "../log-history.ts";
import type { StoredLog } from "../types.ts";
import { logConditions, toStoredLog, whereSql } from "./log-rows.ts";
import { readJson } from "./read-json.ts";
import type { StoredRow } from "./stored-row.ts";

/** Further away than this nothing explains a line, and a filter that fits nothing must not search everything. */
const reachUs = 3_600_000_000n;

export async function findLogContext(
  reader: DuckDBConnection,
  { id, terms, around }: Parameters<LogHistory["findLogContext"]>[0],
): Promise<LogContext | undefined> {
  const [row] = await readJson<StoredRow>(reader, "SELECT * FROM logs WHERE id = $id LIMIT 1", {
    id: BigInt(id),
  });
  if (!row) return undefined;
  const line = toStoredLog(row);
  const beside = (side: Side) => readBeside(reader, { line, terms, around }, side);
  const before = await beside(sides.before);
  return { line, before: before.reverse(), after: await beside(sides.after) };
}

type Side = { sign: "<" | ">"; order: "DESC" | "ASC"; reach: bigint };
const sides = {
  before: { sign: "<", order: "DESC", reach: -reachUs },
  after: { sign: ">", order: "ASC", reach: reachUs },
} satisfies Record<string, Side>;

type Asked = { line: StoredLog; terms: readonly Term[]; around: number };

async function readBeside(
  reader: DuckDBConnection,
  { line, terms, around }: Asked,
  { sign, order, reach }: Side,
): Promise<StoredLog[]> {
  const { where, values } = logConditions({ terms });
  const within = [
    `(time_us, id) ${sign} ($timeUs, $id)`,
    `time_us ${sign}= $timeUs`,
    `$reachUs ${sign}= time_us`,
  ];
  const rows = await readJson<StoredRow>(
    reader,
    `SELECT * FROM logs ${whereSql([...within, ...where])} ORDER BY time_us ${order}, id ${order} LIMIT $around`,
    {
      ...values,
      timeUs: BigInt(line.timeUs),
      id: BigInt(line.id),
      reachUs: BigInt(line.timeUs) + reach,
      around,
    },
  );
  return rows.map(toStoredLog);
}
