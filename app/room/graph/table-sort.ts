// The order of the graph's table twin, as a pure function.
import { statusOrder } from "#components/room/mesh-words.ts";
import type { ServiceReading } from "#lib/contract/mesh.ts";

export const columns = ["name", "status", "requests", "errors", "latency", "p95", "busy", "queued"] as const;
export type Column = (typeof columns)[number];
export type Sort = { column: Column; descending: boolean };

/** Worst first is what a reader who chose no order came for; names break ties. */
const usual: Sort = { column: "status", descending: false };

export function readSort(text: string | undefined): Sort {
  const column = columns.find((one) => one === text?.replace(/^-/, ""));
  return column ? { column, descending: text?.startsWith("-") ?? false } : usual;
}

/** A second press on a column turns it round; numbers begin with the largest. */
export function nextSort(current: Sort, column: Column): string {
  const descending =
    current.column === column ? !current.descending : column !== "name" && column !== "status";
  return `${descending ? "-" : ""}${column}`;
}

type Row = { id: string; name: string };

export function sorted<Each extends Row>(
  rows: readonly Each[],
  readings: Readonly<Record<string, ServiceReading | undefined>>,
  { column, descending }: Sort,
): Each[] {
  const turn = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const by = column === "name" ? 0 : worth(column, readings[one.id]) - worth(column, readings[other.id]);
    return turn * (by || one.name.localeCompare(other.name, "en"));
  });
}

function worth(column: Exclude<Column, "name">, reading: ServiceReading | undefined): number {
  if (!reading) return column === "status" ? statusOrder.length : -1;
  if (column === "status") return statusOrder.indexOf(reading.status);
  if (column === "requests") return reading.callsPerSecond;
  if (column === "errors") return reading.errorRate;
  if (column === "latency") return reading.latencyMs;
  return column === "p95" ? reading.p95Ms : reading[column];
}
