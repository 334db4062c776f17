// The spans of one trace: all that is kept of them, or what a picture of the whole trace needs first.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { OutlinedSpan, StoredSpan } from "../types.ts";
import { readJson } from "./read-json.ts";
import { type StoredRow, textOrNull } from "./stored-row.ts";

/** A trace longer than this is shown from its start. */
export const maxSpans = 20_000;
const order = "start_us, parent_span_id IS NOT NULL, duration_us DESC, span_id";

export type SpansQuery = {
  traceId: string;
  spanIds?: readonly string[] | undefined;
};

export async function findSpans(
  reader: DuckDBConnection,
  { traceId, spanIds }: SpansQuery,
): Promise<StoredSpan[]> {
  const named = (spanIds ?? []).map((spanId, at) => [`span${at}`, spanId] as const);
  const ids = spanIds ? `AND span_id IN (${named.map(([name]) => `$${name}`).join(", ") || "NULL"})` : "";
  const found = await readJson<StoredRow>(
    reader,
    `SELECT * FROM spans WHERE trace_id = $traceId ${ids} ORDER BY ${order} LIMIT ${maxSpans}`,
    { traceId, ...Object.fromEntries(named) },
  );
  return found.map(toStoredSpan);
}

export type PageQuery = {
  traceId: string;
  /** Those of one service together. */
  byService?: boolean;
  /** The last one of the page before. */
  after?: StoredSpan | undefined;
  limit: number;
};

export async function findPageOfSpans(reader: DuckDBConnection, query: PageQuery): Promise<StoredSpan[]> {
  const { traceId, byService = false, after, limit } = query;
  // What comes first in the order once more by itself: it spares the row groups before.
  const [first, service] = byService ? ["service >= $service", "service, "] : ["start_us >= $startUs", ""];
  const beyond = `AND ${first} AND (${service}start_us, parent_span_id IS NOT NULL, -duration_us, span_id)
    > (${byService ? "$service, " : ""}$startUs, $hasParent, $shortness, $spanId)`;
  const rows = await readJson<StoredRow>(
    reader,
    `SELECT * FROM spans WHERE trace_id = $traceId ${after ? beyond : ""}
     ORDER BY ${service}${order} LIMIT $limit`,
    {
      ...{ traceId, limit },
      ...(after && {
        startUs: BigInt(after.startUs),
        hasParent: after.parentSpanId !== null,
        shortness: BigInt(-after.durationUs),
        spanId: after.spanId,
      }),
      ...(after && byService && { service: after.service }),
    },
  );
  return rows.map(toStoredSpan);
}

const outlined = {
  ids: "span_id",
  parents: "parent_span_id",
  services: "service",
  names: "name",
  kinds: "kind",
  starts: "start_us",
  durations: "duration_us",
  failures: "status = 'error'",
} as const;

/** One more than `limit` tells that there are more. */
export async function outlineTrace(
  reader: DuckDBConnection,
  { traceId, limit }: { traceId: string; limit: number },
): Promise<OutlinedSpan[]> {
  // Each column as one text: there may be twenty thousand spans, and cell by cell they would keep the event loop busy.
  const cells = Object.entries(outlined).map(([name, sql]) => `${sql} AS ${name}`);
  const texts = Object.keys(outlined).map((name) => `CAST(to_json(list(${name})) AS VARCHAR) AS ${name}`);
  const [row] = await readJson<Record<keyof typeof outlined, string | null>>(
    reader,
    `SELECT ${texts.join(", ")} FROM (
       SELECT ${cells.join(", ")} FROM spans WHERE trace_id = $traceId ORDER BY ${order} LIMIT $limit)`,
    { traceId, limit },
  );
  const column = <Cell>(name: keyof typeof outlined): Cell[] => JSON.parse(row?.[name] ?? "[]");
  const parents = column<string | null>("parents");
  const services = column<string>("services");
  const names = column<string>("names");
  const kinds = column<StoredSpan["kind"]>("kinds");
  const starts = column<number>("starts");
  const durations = column<number>("durations");
  const failures = column<boolean>("failures");
  return column<string>("ids").map((spanId, at) => ({
    spanId,
    parentSpanId: parents[at] ?? null,
    service: services[at] ?? "",
    name: names[at] ?? "",
    kind: kinds[at] ?? "internal",
    startUs: starts[at] ?? 0,
    durationUs: durations[at] ?? 0,
    failed: failures[at] ?? false,
  }));
}

export function toStoredSpan(row: StoredRow): StoredSpan {
  return {
    traceId: String(row.trace_id),
    spanId: String(row.span_id),
    parentSpanId: textOrNull(row.parent_span_id),
    service: String(row.service),
    name: String(row.name),
    kind: row.kind as StoredSpan["kind"],
    startUs: Number(row.start_us),
    durationUs: Number(row.duration_us),
    status: row.status as StoredSpan["status"],
    statusMessage: textOrNull(row.status_message),
    tenantId: textOrNull(row.tenant_id),
    requestId: textOrNull(row.request_id),
    attributes: attributesOf(row),
    events: JSON.parse(String(row.events)),
  };
}

/** With those that are kept as columns alone. */
function attributesOf({ attributes, request_id, tenant_id }: StoredRow): Record<string, unknown> {
  return {
    ...JSON.parse(String(attributes)),
    ...(request_id === null ? {} : { request_id }),
    ...(tenant_id === null ? {} : { tenant_id }),
  };
}
