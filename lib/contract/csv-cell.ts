// Cells of RFC 4180 that a spreadsheet can open without harm.

/** With it at the start Excel takes a file for UTF-8. */
export const byteOrderMark = "\uFEFF";

/**
 * A spreadsheet takes a cell that begins like this for a formula and runs it; it strips blanks, line ends and
 * separators first. An apostrophe before it makes it text.
 */
const formula = /^[\s\p{Cc};,'"]*[=+\-@|%＝＋－＠]/u;

/** Where `;` or a tab separates, a cell of ours is several, and its quotes are text: its lines are rows then. */
const formulaWithin = /(?=[=+\-@|%＝＋－＠])(?<=[;\t\r\n][\s\p{Cc};,'"]*)/gu;

export function csvCell(text: string): string {
  const within = text.replace(formulaWithin, "'");
  const safe = formula.test(text) || /^[\t\r\n]/.test(text) ? `'${within}` : within;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
