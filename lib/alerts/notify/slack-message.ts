// The body of a message for Slack's incoming webhooks, and for what understands the same.
import type { NoticeWords } from "./notice-parts.ts";

/** Of one block; Slack takes 3,000 characters. */
const longestText = 2_900;

export function slackMessage(words: NoticeWords, id: string): string {
  const { headline, link, linkText } = words;
  const [detail = "", ...rest] = words.lines.map(escaped);
  const more = link ? `\n<${escaped(link)}|${linkText}>` : "";
  return JSON.stringify({
    text: escaped(headline),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${escaped(headline)}*\n${detail}${more}` } },
      ...packed(linesOf(words)).map((text) => ({ type: "section", text: { type: "mrkdwn", text } })),
      // The id tells a message that came twice from two messages.
      { type: "context", elements: [{ type: "mrkdwn", text: [...rest, `id ${id}`].join(" · ") }] },
    ],
  });
}

function linesOf({ named, unnamed }: NoticeWords): string[] {
  const lines = named.map(({ title, link }) =>
    link ? `• <${escaped(link)}|${escaped(title)}>` : `• ${escaped(title)}`,
  );
  return unnamed > 0 ? [...lines, `and ${unnamed} more`] : lines;
}

/** As many lines together as a block takes. */
function packed(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < longestText)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts;
}

/** Slack's three signs; without this, a vendor's name could call everybody. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
