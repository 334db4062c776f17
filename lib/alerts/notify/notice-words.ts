// What a notification says, for people.
import { severityWords } from "#lib/contract/severity.ts";
import { groupWords } from "./group-words.ts";
import {
  alertAddress,
  clip,
  longestHeadline,
  longestLine,
  type NoticeWords,
  stateWord,
  turnOf,
} from "./notice-parts.ts";
import type { Notice } from "./types.ts";

export function noticeWords(notice: Notice, publicUrl: string | undefined): NoticeWords {
  const { event, alerts } = notice;
  const [alert, ...others] = alerts;
  if (others.length > 0) return groupWords(notice, publicUrl);
  const { word } = severityWords[alert.severity];
  const about = [alert.subject, alert.item].filter(Boolean).join(", ");
  return {
    headline: clip(`[${stateWord(event, alert)}] ${turnOf(event)}${alert.title}`, longestHeadline),
    lines: [
      alert.detail,
      `${word} · ${alert.rule} · ${about}`,
      `since ${alert.startedAt}${alert.resolvedAt ? `, until ${alert.resolvedAt}` : ""}`,
    ].map((line) => clip(line, longestLine)),
    named: [],
    unnamed: 0,
    link: publicUrl && event !== "test" ? alertAddress(publicUrl, alert) : undefined,
    linkText: "Open the alert",
  };
}
