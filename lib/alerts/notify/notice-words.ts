// What a notification says, for people.
import { severityWords } from "#lib/contract/severity.ts";
import type { Notice } from "./types.ts";

export type NoticeWords = { headline: string; lines: string[]; link: string | undefined };

const longestHeadline = 200;
const longestLine = 1_000;

export function noticeWords({ event, alert }: Notice, publicUrl: string | undefined): NoticeWords {
  const { word } = severityWords[alert.severity];
  const state = event === "resolved" ? "Resolved" : event === "test" ? "Test" : word;
  const before = event === "worsened" ? "now worse: " : "";
  const about = [alert.subject, alert.item].filter(Boolean).join(", ");
  return {
    headline: clip(`[${state}] ${before}${alert.title}`, longestHeadline),
    lines: [
      alert.detail,
      `${word} · ${alert.rule} · ${about}`,
      `since ${alert.startedAt}${alert.resolvedAt ? `, until ${alert.resolvedAt}` : ""}`,
    ].map((line) => clip(line, longestLine)),
    link: publicUrl && event !== "test" ? alertAddress(publicUrl, alert.id) : undefined,
  };
}

export function alertAddress(publicUrl: string, alertId: string): string {
  return `${publicUrl.replace(/\/$/, "")}/room/alerts/${encodeURIComponent(alertId)}`;
}

/** One line: names come from others, and a line break in one begins nothing new. */
function clip(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}
