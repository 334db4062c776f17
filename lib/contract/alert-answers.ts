// What is answered of alerts. Pages read it as well, so it is written with the small zod.
import { z } from "zod/mini";
import { alertKinds, alertStates } from "./alert-words.ts";
import { SeverityName } from "./thresholds.ts";

const at = z.iso.datetime();
const who = { by: z.string(), at };

export const Alert = z.object({
  id: z.string(),
  kind: z.enum(alertKinds),
  /** A vendors' question, or a service rule. */
  rule: z.string(),
  severity: SeverityName,
  title: z.string(),
  detail: z.string(),
  /** A vendor's code or a service's id. */
  subject: z.string(),
  /** Of a vendor, the discounted item; of a service, the edge's other end; else empty. */
  item: z.string(),
  state: z.enum(alertStates),
  startedAt: at,
  /** When anything about it last became different. */
  changedAt: at,
  resolvedAt: z.nullable(at),
  acknowledged: z.nullable(z.object({ ...who, note: z.string() })),
  silencedBy: z.nullable(z.object({ id: z.string(), until: at, comment: z.string() })),
  /** The alert whose cause this one only follows. Nobody is notified of it. */
  inhibitedBy: z.nullable(z.object({ id: z.string(), title: z.string() })),
  /** What it is about: the vendor or the service; and the graph, a chart, traces and logs of that time. */
  links: z.object({
    self: z.string(),
    subject: z.string(),
    graph: z.nullable(z.string()),
    chart: z.nullable(z.string()),
    traces: z.nullable(z.string()),
    logs: z.nullable(z.string()),
  }),
});
export type Alert = z.infer<typeof Alert>;

export const AlertCounts = z.object({
  /** Of all that are open, whatever was asked. */
  severity: z.record(z.string(), z.int()),
  state: z.record(z.string(), z.int()),
  kind: z.record(z.string(), z.int()),
  rule: z.record(z.string(), z.int()),
});
export const AlertList = z.object({
  alerts: z.array(Alert),
  next: z.nullable(z.string()),
  counts: AlertCounts,
});
export type AlertList = z.infer<typeof AlertList>;

/** What became of those that were named, and of how many of them it is news. */
export const AlertActionResult = z.object({ changed: z.int(), alerts: z.array(Alert) });
export type AlertActionResult = z.infer<typeof AlertActionResult>;

export const alertEventKinds = [
  "fired",
  "worsened",
  "improved",
  "acknowledged",
  "unacknowledged",
  "inhibited",
  "uninhibited",
  "resolved",
  "notified",
  "not-notified",
] as const;
export const AlertEvent = z.object({
  id: z.string(),
  at,
  what: z.enum(alertEventKinds),
  by: z.string(),
  severity: SeverityName,
  note: z.string(),
});
export type AlertEvent = z.infer<typeof AlertEvent>;

/** The last day in blocks: the worst severity of each while an alert of the same rule and subject was open. */
export const AlertBlock = z.object({ at, worst: z.nullable(SeverityName) });

export const AlertDetail = z.object({
  alert: Alert,
  /** The oldest first. */
  events: z.array(AlertEvent),
  blocks: z.array(AlertBlock),
  /** Earlier ones of the same rule and subject, the newest first, at most 20. */
  earlier: z.array(Alert),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const Silence = z.object({
  id: z.string(),
  matcher: z.string(),
  comment: z.string(),
  createdBy: z.string(),
  startsAt: at,
  endsAt: at,
  state: z.enum(["active", "ended"]),
  /** Open alerts that it covers now. */
  covers: z.int(),
});
export type Silence = z.infer<typeof Silence>;
export const SilenceList = z.object({ silences: z.array(Silence) });
export type SilenceList = z.infer<typeof SilenceList>;

export const channelKinds = ["email", "slack", "webhook"] as const;
export const Channel = z.object({
  id: z.string(),
  kind: z.enum(channelKinds),
  name: z.string(),
  /** Without what is secret in it: of a Slack address only its host. */
  address: z.string(),
  /** Of alerts at least so bad. */
  from: SeverityName,
  matcher: z.string(),
  enabled: z.boolean(),
  createdAt: at,
  /** Deliveries of the last day. */
  sent: z.int(),
  waiting: z.int(),
  givenUp: z.int(),
  lastProblem: z.nullable(z.string()),
});
export type Channel = z.infer<typeof Channel>;
export const ChannelList = z.object({ channels: z.array(Channel), emailIsSetUp: z.boolean() });
export type ChannelList = z.infer<typeof ChannelList>;
/** The secret that signs a webhook is told once, here. */
export const CreatedChannel = z.object({ channel: Channel, secret: z.nullable(z.string()) });
export type CreatedChannel = z.infer<typeof CreatedChannel>;
export const TestedChannel = z.object({ delivered: z.boolean(), detail: z.string(), durationMs: z.number() });
export type TestedChannel = z.infer<typeof TestedChannel>;

export const Delivery = z.object({
  id: z.string(),
  /** Of the message that told of it, or will: several of one rule can share it. */
  messageId: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  alertId: z.string(),
  event: z.enum(["firing", "worsened", "resolved"]),
  /** Of the alert, as they were told. */
  title: z.string(),
  severity: SeverityName,
  state: z.enum(["waiting", "sent", "given-up"]),
  attempts: z.int(),
  createdAt: at,
  nextAttemptAt: z.nullable(at),
  sentAt: z.nullable(at),
  problem: z.nullable(z.string()),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryList = z.object({ deliveries: z.array(Delivery), next: z.nullable(z.string()) });
export type DeliveryList = z.infer<typeof DeliveryList>;
