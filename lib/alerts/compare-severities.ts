import { type Severity, severities } from "#lib/contract/severity.ts";
import { type AlertSeverity, alertingSeverities } from "#lib/contract/vendor-questions.ts";

export function worse(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) < severities.indexOf(other);
}

/** The worst first. */
export function compareSeverities(one: Severity, other: Severity): number {
  return severities.indexOf(one) - severities.indexOf(other);
}

export function isAlerting(severity: Severity | null): severity is AlertSeverity {
  return (alertingSeverities as readonly (Severity | null)[]).includes(severity);
}
