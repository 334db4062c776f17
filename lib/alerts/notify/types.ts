import type { Tracer } from "@opentelemetry/api";
import type { Severity } from "#lib/contract/severity.ts";
import type { AlertSeverity } from "#lib/contract/vendor-questions.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger, Meter } from "#lib/telemetry/types.ts";

export type ChannelKind = "email" | "slack" | "webhook";
export type NoticeEvent = "firing" | "worsened" | "resolved";

/** Of an alert, as it was when there was something to tell. */
export type NoticedAlert = {
  id: string;
  kind: "vendor" | "service";
  rule: string;
  severity: Severity;
  title: string;
  detail: string;
  subject: string;
  item: string;
  value: number;
  startedAt: string;
  resolvedAt: string | null;
};

export type NoticedAlerts = readonly [NoticedAlert, ...NoticedAlert[]];

/** One message, of one alert or of several of one rule; sent again, it is the same one. */
export type Notice = { id: string; event: NoticeEvent | "test"; at: string; alerts: NoticedAlerts };

export type ChannelRow = {
  id: string;
  kind: ChannelKind;
  name: string;
  address: string;
  secret: string | null;
  from: AlertSeverity;
  matcher: string;
  enabled: boolean;
  createdAt: Date;
};
export type Destination = Pick<ChannelRow, "kind" | "address" | "secret">;

export type Verdict =
  | { kind: "taken" }
  /** It will never be taken. */
  | { kind: "refused"; why: string }
  /** `waitMs`: the receiver itself said when to come again. `away`: it takes nothing at all, whatever is sent. */
  | { kind: "later"; why: string; waitMs?: number; away?: boolean };

/** The way out, one for each kind of channel. */
export type Couriers = {
  deliver(to: Destination, notice: Notice): Promise<Verdict>;
  /** What is wrong with an address, in words for whoever typed it. */
  checkAddress(kind: ChannelKind, address: string): Promise<string | undefined>;
  readonly emailIsSetUp: boolean;
  close(): void;
};

export type NotifyContext = {
  clock: Clock;
  store: Pick<Store, "db" | "kind">;
  log: Logger;
  tracer: Tracer;
  meter: Meter;
  couriers: Couriers;
  random(): number;
};
