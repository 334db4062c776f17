import { SeverityChip } from "#components/ui/severity-chip.tsx";
import type { Severity } from "#lib/contract/severity.ts";
import { alertingSeverities } from "#lib/contract/vendor-questions.ts";

export function isAlerting(severity: Severity): boolean {
  return alertingSeverities.some((each) => each === severity);
}

/** Among hundreds that are well, only what is an alert is solid. */
export function JudgedChip({ severity, className }: { severity: Severity; className?: string }) {
  return (
    <SeverityChip
      severity={severity}
      look={isAlerting(severity) ? "solid" : "outline"}
      {...(className ? { className } : {})}
    />
  );
}
