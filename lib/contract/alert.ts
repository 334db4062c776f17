// What can be asked of alerts, and what can be done about them.
import { z } from "zod";
import { channelKinds } from "./alert-answers.ts";
import { alertFields, alertKinds, alertStates } from "./alert-words.ts";
import { filterText } from "./filter/filter-text.ts";
import { severities } from "./severity.ts";
import { isStorable, unstorable } from "./storable-text.ts";
import { alertingSeverities } from "./vendor-questions.ts";

export const openStates = alertStates.filter((state) => state !== "resolved");
const id = z.string().min(1).max(40).refine(isStorable, unstorable);
const note = z.string().trim().max(500).refine(isStorable, unstorable);
const matcher = filterText(alertFields, { only: true }).refine(isStorable, unstorable);

const which = {
  state: z
    .enum([...alertStates, "open"])
    .default("open")
    .describe("open: all that are not resolved"),
  severity: z.enum(severities).optional(),
  kind: z.enum(alertKinds).optional(),
  subject: z
    .string()
    .min(1)
    .max(64)
    .refine(isStorable, unstorable)
    .optional()
    .describe("A vendor's code or a service's id"),
  q: filterText(alertFields, { only: true })
    .optional()
    .describe(
      "Words of the title and `field:value` terms, `-` before one for the opposite. Fields: kind, severity, state, rule, subject, item, title.",
    ),
};
export const AlertQuery = z.strictObject({
  ...which,
  sort: z.enum(["severity", "newest", "oldest"]).default("severity"),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().min(1).max(200).optional().describe("`next` of the page before"),
});
export type AlertQuery = z.infer<typeof AlertQuery>;
export const AlertExportQuery = z.strictObject({ ...which, format: z.enum(["csv", "xlsx"]).default("csv") });
export type AlertExportQuery = z.infer<typeof AlertExportQuery>;

export const AlertAddress = z.strictObject({ id });

/** Many at once: a group of the board is one click. */
export const maxAtOnce = 1_000;
export const AlertAction = z.strictObject({
  ids: z.array(id).min(1).max(maxAtOnce),
  action: z.enum(["acknowledge", "unacknowledge", "resolve"]),
  note: note
    .optional()
    .describe("Left out, what is acknowledged already keeps the note it has; an empty one takes it away"),
});
export type AlertAction = z.infer<typeof AlertAction>;

export const longestSilenceMinutes = 30 * 24 * 60;
export const NewSilence = z.strictObject({
  matcher,
  minutes: z.number().int().min(1).max(longestSilenceMinutes),
  comment: note.default(""),
});
export type NewSilence = z.infer<typeof NewSilence>;
export const SilenceAddress = z.strictObject({ id });

const channel = {
  name: z.string().trim().min(1).max(80).refine(isStorable, unstorable),
  /** An e-mail address, or an http(s) address. */
  address: z.string().trim().min(3).max(2_000).refine(isStorable, unstorable),
  /** Of alerts at least so bad. */
  from: z.enum(alertingSeverities),
  matcher,
  enabled: z.boolean(),
};
export const NewChannel = z.strictObject({
  ...channel,
  kind: z.enum(channelKinds),
  from: channel.from.default("red"),
  matcher: channel.matcher.nullable().default(null),
  enabled: channel.enabled.default(true),
});
export type NewChannel = z.infer<typeof NewChannel>;
/** What is not named stays as it is; a matcher goes by `null`. */
export const ChannelChange = z
  .strictObject({ ...channel, matcher: channel.matcher.nullable() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "There is nothing to change");
export type ChannelChange = z.infer<typeof ChannelChange>;
export const ChannelAddress = z.strictObject({ id });

export const DeliveryQuery = z.strictObject({
  channel: id.optional(),
  alert: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(200).optional(),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

/** What a generic webhook is sent of one alert. */
export const WebhookBody = z.strictObject({
  id: z.string().describe("Of this notification; the same one again when it is sent again"),
  event: z.enum(["firing", "worsened", "resolved", "test"]),
  at: z.iso.datetime(),
  alert: z.looseObject({ id: z.string(), severity: z.enum(severities), title: z.string() }),
});
export type WebhookBody = z.infer<typeof WebhookBody>;

/** What it is sent of several that have one rule and the same news at the same moment. */
export const WebhookGroupBody = z.strictObject({
  id: WebhookBody.shape.id,
  event: WebhookBody.shape.event.exclude(["test"]),
  at: WebhookBody.shape.at,
  rule: z.string(),
  link: z.string().nullable().describe("To the board, with the alerts of this rule"),
  alerts: z
    .array(WebhookBody.shape.alert)
    .min(2)
    .describe("All of them, each as in the body of one, but with long texts shortened"),
});
export type WebhookGroupBody = z.infer<typeof WebhookGroupBody>;
