// The body of a message for Slack's incoming webhooks, and for what understands the same.
import type { NoticeWords } from "./notice-words.ts";

export function slackMessage({ headline, lines, link }: NoticeWords, id: string): string {
  const [detail = "", ...rest] = lines.map(escaped);
  const more = link ? `\n<${escaped(link)}|Open the alert>` : "";
  return JSON.stringify({
    text: escaped(headline),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${escaped(headline)}*\n${detail}${more}` } },
      // The id tells a message that came twice from two messages.
      { type: "context", elements: [{ type: "mrkdwn", text: [...rest, `id ${id}`].join(" · ") }] },
    ],
  });
}

/** Slack's three signs; without this, a vendor's name could call everybody. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
