// How channels and what was sent to them are spoken of.
import type { Channel, Delivery } from "#lib/contract/alert-answers.ts";
import { severityWords } from "#lib/contract/severity.ts";

export const kindWords: Record<
  Channel["kind"],
  { name: string; address: string; hint: string; example: string }
> = {
  webhook: {
    name: "Webhook",
    address: "Address",
    hint: "Gets a signed POST with JSON. The secret that signs it is shown once, when the channel is added.",
    example: "https://hooks.example.com/alerts",
  },
  slack: {
    name: "Slack",
    address: "Address of the incoming webhook",
    hint: "Whoever knows it can write there: it is not shown again.",
    example: "https://hooks.slack.com/services/…",
  },
  email: {
    name: "E-mail",
    address: "E-mail address",
    hint: "One address; a list of your own works.",
    example: "on-call@example.com",
  },
};

export const eventWords: Record<Delivery["event"], string> = {
  firing: "Fires",
  worsened: "Got worse",
  resolved: "Is over",
};

/** Of whom a channel is told. */
export function scopeText({ from, matcher }: Pick<Channel, "from" | "matcher">): string {
  const { word } = severityWords[from];
  const least = from === "cherry" ? word : `${word} and worse`;
  return matcher === "" ? least : `${least}, ${matcher}`;
}
