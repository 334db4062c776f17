// What the words of one alert and those of many are made of.
import { alertHref } from "#lib/contract/evidence-links.ts";
import { severityWords } from "#lib/contract/severity.ts";
import type { Notice, NoticedAlert } from "./types.ts";

export type NoticeWords = {
  headline: string;
  lines: string[];
  /** Of many alerts, some by name; of one, none. */
  named: { title: string; link: string | undefined }[];
  /** How many more there are. */
  unnamed: number;
  link: string | undefined;
  /** What the link does. */
  linkText: string;
};

export const longestHeadline = 200;
export const longestLine = 1_000;

export function stateWord(event: Notice["event"], { severity }: Pick<NoticedAlert, "severity">): string {
  if (event === "resolved") return "Resolved";
  return event === "test" ? "Test" : severityWords[severity].word;
}

export const turnOf = (event: Notice["event"]) => (event === "worsened" ? "now worse: " : "");

export function siteAddress(publicUrl: string, href: string): string {
  return `${publicUrl.replace(/\/$/, "")}${href}`;
}

export const alertAddress = (publicUrl: string, { id }: Pick<NoticedAlert, "id">) =>
  siteAddress(publicUrl, alertHref(id));

/** One line: names come from others, and a line break in one begins nothing new. */
export function clip(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}
