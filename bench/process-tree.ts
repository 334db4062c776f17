// Memory of a process and all its descendants, from /proc.
import { readdirSync, readFileSync } from "node:fs";

export type TreeMemory = { residentMb: number; proportionalMb: number; processes: string[] };

export function treeMemory(rootPid: number): TreeMemory {
  const parents = parentsByPid();
  const members = [...parents.keys()].filter((pid) => descends(pid, rootPid, parents));
  const rows = members.map((pid) => ({ name: nameOf(pid), ...memoryOf(pid) }));
  return {
    residentMb: rows.reduce((sum, row) => sum + row.residentMb, 0),
    proportionalMb: rows.reduce((sum, row) => sum + row.proportionalMb, 0),
    processes: rows.map((row) => `${row.name} ${Math.round(row.residentMb)} MB`),
  };
}

function parentsByPid(): Map<number, number> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Map(
    pids.flatMap((pid) => {
      const parent = /^PPid:\s+(\d+)/m.exec(readProc(pid, "status"))?.[1];
      return parent ? [[Number(pid), Number(parent)] as const] : [];
    }),
  );
}

function descends(pid: number, root: number, parents: Map<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at))
    if (at === root) return true;
  return false;
}

function memoryOf(pid: number) {
  const rollup = readProc(String(pid), "smaps_rollup");
  const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(rollup)?.[1] ?? 0);
  return { residentMb: kilobytes("Rss") / 1024, proportionalMb: kilobytes("Pss") / 1024 };
}

function nameOf(pid: number): string {
  return readProc(String(pid), "comm").trim();
}

/** A process may end between being listed and being read. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
