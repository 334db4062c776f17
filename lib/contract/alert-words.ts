// No zod here: pages read it at once.
import type { FilterFields } from "./filter/term.ts";
import { severities } from "./severity.ts";

export const alertKinds = ["vendor", "service"] as const;
export const alertStates = ["firing", "acknowledged", "silenced", "resolved"] as const;
export type AlertState = (typeof alertStates)[number];

/** What is watched at services, and at vendors (the names of the questions). */
export const serviceRules = [
  "error-rate",
  "latency",
  "payment-success",
  "stock-conflicts",
  "breaker-open",
  "burn-rate",
] as const;
export type ServiceRule = (typeof serviceRules)[number];

const text = { kind: "text" } as const;
/** What the board's filter and a silence's matcher can name. */
export const alertFields = {
  kind: { kind: "choice", values: alertKinds },
  severity: { kind: "rank", values: severities.toReversed() },
  state: { kind: "choice", values: alertStates },
  rule: text,
  subject: text,
  item: text,
  title: text,
} satisfies FilterFields;
