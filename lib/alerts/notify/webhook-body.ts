import type { WebhookBody } from "#lib/contract/alert.ts";
import { alertAddress } from "./notice-words.ts";
import type { Notice } from "./types.ts";

/** The same bytes whenever it is sent. */
export function webhookBody({ id, event, at, alert }: Notice, publicUrl: string | undefined): string {
  const link = publicUrl && event !== "test" ? alertAddress(publicUrl, alert.id) : null;
  const body: WebhookBody = { id, event, at, alert: { ...alert, link } };
  return JSON.stringify(body);
}
