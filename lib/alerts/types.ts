// The words of the alerts. Shared with those who bring news (vendors, jobs, services) and those who pass it on.
import type { ServiceRule } from "#lib/contract/alert-words.ts";
import type { AlertSeverity, VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { alerts, silences } from "#lib/store/alert-tables.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger, Meter } from "#lib/telemetry/types.ts";
import type { StoredAnswer } from "#lib/vendors/types.ts";

export type AlertRow = typeof alerts.$inferSelect;
export type SilenceRow = typeof silences.$inferSelect;

/**
 * What became of an alert. `firing` comes again when an inhibition ended while it still fires: whoever was told of it
 * before need not be told twice.
 */
export type AlertNews = {
  alertId: string;
  event: "firing" | "worsened" | "improved" | "resolved";
  /** As it is stored now. */
  alert: AlertRow;
};

export type AlertsContext = {
  readonly store: Pick<Store, "db">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly log: Logger;
  readonly meter: Meter;
  /** To be called after every commit that touches alerts or silences: those who watch the board are told. */
  changed(): void;
};

/** What was done within the caller's transaction. `tell` is to be called after its commit: log, metrics and board hear of it. */
export type TakenAnswer = { stored: StoredAnswer; news: AlertNews[]; tell(): void };

export type AlertRuleName = ServiceRule | VendorQuestion;

/** What an alert says. Its fingerprint is made of kind, rule, subject and item: at most one of them is open. */
export type Finding = {
  kind: "vendor" | "service";
  rule: AlertRuleName;
  subject: string;
  item: string;
  severity: AlertSeverity;
  title: string;
  detail: string;
  value: number;
};
