// A fault that is still being written: which kinds fit its place, what will be sent, whom it may reach.
import type { z } from "zod/mini";
import {
  cartTarget,
  type FaultKindInfo,
  type FaultParameter,
  longestFaultSeconds,
  type NewFault,
  type TargetSort,
  vendorPrefix,
  vendorsTarget,
} from "#lib/contract/fault.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";

export type Parameter = z.infer<typeof FaultParameter>;

/** As typed; numbers are read when it is sent, so that a half-written one is not fought over. */
export type FaultDraft = {
  kind: FaultKindInfo;
  target: string;
  parameters: Readonly<Record<string, string>>;
  sharePercent: string;
  durationSeconds: string;
};

export function sortOf(target: string): TargetSort {
  if (target === cartTarget) return "cart";
  if (target === vendorsTarget) return "vendors";
  if (target.startsWith(vendorPrefix)) return "vendor";
  if (target.includes("->")) return "edge";
  return target.includes("/") ? "operation" : "service";
}

/** The service that is broken, or at whose calls the break is: what the harm starts from. */
export function brokenAt(target: string): string {
  return target.split(/->|\//)[0] ?? target;
}

export function kindsFor(
  kinds: readonly FaultKindInfo[],
  target: string,
  services: readonly TopologyService[],
): FaultKindInfo[] {
  const sort = sortOf(target);
  const place = services.find(({ id }) => id === brokenAt(target));
  return kinds.filter(({ targets, onlyKinds }) => {
    const fits = targets.includes(sort);
    return fits && (onlyKinds === undefined || (place !== undefined && onlyKinds.includes(place.kind)));
  });
}

export function draftOf(kind: FaultKindInfo, target: string, before?: FaultDraft): FaultDraft {
  return {
    kind,
    target,
    parameters: Object.fromEntries(kind.parameters.map(({ name, default: usual }) => [name, String(usual)])),
    sharePercent: kind.sharable ? (before?.sharePercent ?? "100") : "100",
    durationSeconds: before?.durationSeconds ?? usualSeconds(target),
  };
}

/** The source of vendors is asked every three minutes: what ends before that was never there. */
function usualSeconds(target: string): string {
  return sortOf(target).startsWith("vendor") ? "600" : "60";
}

/** What is wrong, by field, in the words the reader can act on; the server checks again. */
export function checkDraft(draft: FaultDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const check = (field: string, text: string, low: number, high: number, unit: string) => {
    const number = readNumber(text);
    if (!(number >= low && number <= high))
      problems[field] = `A number from ${low} to ${high} ${unit}`.trim();
  };
  for (const { name, min, max, unit } of draft.kind.parameters)
    check(`parameters.${name}`, draft.parameters[name] ?? "", min, max, unit);
  check("share", draft.sharePercent, 1, 100, "%");
  check("durationSeconds", draft.durationSeconds, 1, longestFaultSeconds, "seconds");
  return problems;
}

export function toNewFault({
  kind,
  target,
  parameters,
  sharePercent,
  durationSeconds,
}: FaultDraft): NewFault {
  return {
    kind: kind.kind,
    target,
    parameters: Object.fromEntries(
      kind.parameters.map(({ name }) => [name, readNumber(parameters[name] ?? "")]),
    ),
    share: readNumber(sharePercent) / 100,
    durationSeconds: readNumber(durationSeconds),
  };
}

export function readNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** For a POSIX shell; the only quote that JSON of ours could carry is escaped all the same. */
export function asCurl(origin: string, fault: NewFault): string {
  const body = JSON.stringify(fault).replaceAll("'", "'\\''");
  return `curl -X POST '${origin}/api/faults' -H 'content-type: application/json' -d '${body}'`;
}
