// What services showed and what was done to them, as one list. Pure.
import type { Fault } from "#lib/contract/fault.ts";
import type { ServiceStatus, StatusChange } from "#lib/contract/mesh.ts";

export type StatusRow = {
  key: string;
  at: string;
  service: string;
  from: ServiceStatus;
  to: ServiceStatus;
  /** Of one service within one minute: a service on the edge must not push out all others. */
  times: number;
};
export type FaultRow = { key: string; at: string; fault: Fault; armed: boolean };
export type ChangeRow = StatusRow | FaultRow;

/** The newest first. */
export function changeRows(changes: readonly StatusChange[], faults: readonly Fault[]): ChangeRow[] {
  return [...statusRows(changes), ...faults.flatMap(faultRows)].sort((one, other) =>
    other.at.localeCompare(one.at),
  );
}

function statusRows(changes: readonly StatusChange[]): StatusRow[] {
  const rows = new Map<string, StatusRow>();
  const newestFirst = [...changes].sort((one, other) => other.at.localeCompare(one.at));
  for (const { at, service, from, to } of newestFirst) {
    const key = `${service} ${at.slice(0, "2026-01-01T00:00".length)}`;
    const newer = rows.get(key);
    rows.set(
      key,
      newer ? { ...newer, from, times: newer.times + 1 } : { key, at, service, from, to, times: 1 },
    );
  }
  return [...rows.values()];
}

function faultRows(fault: Fault): FaultRow[] {
  const { id, startsAt, endsAt, state } = fault;
  const armed = { key: `${id} armed`, at: startsAt, fault, armed: true };
  return state === "armed" || endsAt === null
    ? [armed]
    : [armed, { key: `${id} ended`, at: endsAt, fault, armed: false }];
}
