import type { WebhookBody, WebhookGroupBody } from "#lib/contract/alert.ts";
import { boardAddress } from "./group-words.ts";
import { alertAddress, clip } from "./notice-parts.ts";
import type { Notice, NoticedAlert } from "./types.ts";

/** Many together stay a message that receivers take, whatever vendors are called. */
const longestOfMany = { title: 200, detail: 300 };

/** The same bytes whenever it is sent. */
export function webhookBody({ id, event, at, alerts }: Notice, publicUrl: string | undefined): string {
  const linked = (alert: NoticedAlert) => {
    const link = publicUrl && event !== "test" ? alertAddress(publicUrl, alert) : null;
    return { ...alert, link };
  };
  const [alert, ...others] = alerts;
  if (event === "test" || others.length === 0) {
    const body: WebhookBody = { id, event, at, alert: linked(alert) };
    return JSON.stringify(body);
  }
  const { rule } = alert;
  const link = publicUrl ? boardAddress(publicUrl, event, rule) : null;
  const body: WebhookGroupBody = { id, event, at, rule, link, alerts: alerts.map(shortened).map(linked) };
  return JSON.stringify(body);
}

function shortened(alert: NoticedAlert): NoticedAlert {
  const { title, detail } = longestOfMany;
  return { ...alert, title: clip(alert.title, title), detail: clip(alert.detail, detail) };
}
