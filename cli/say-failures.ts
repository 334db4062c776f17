// The last words of a failed run: of a log of which only the end is kept, they tell what is to be mended.
import { relative } from "node:path";
import type { FailedTest } from "./test-report.ts";

/** As much as the end of a log has room for. */
const roomForLines = 24;
const mostLinesEach = 6;
const widestLine = 180;

type Options = {
  project: string;
  /** The source of a file, undefined where there is none. */
  sourceOf(file: string): string | undefined;
};

/** Of each test its name, what it said and the line where it failed; of many less, so that all of them have room. */
export function sayFailures(failures: readonly FailedTest[], options: Options): string[] {
  const each = Math.max(2, Math.min(mostLinesEach, Math.floor(roomForLines / failures.length)));
  const shown = failures.slice(0, Math.floor(roomForLines / each));
  const more = failures.length - shown.length;
  const lines = shown.flatMap((failure) => sayFailure(failure, each, options));
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => line.slice(0, widestLine));
}

function sayFailure(failure: FailedTest, most: number, { project, sourceOf }: Options): string[] {
  const { title, file, at, message } = failure;
  const short = (path: string) => relative(project, path) || ".";
  const code = at && sourceOf(at.file)?.split("\n")[at.line - 1]?.trim();
  const place = at ? [`  ${short(at.file)}:${at.line}${code ? `  ${code}` : ""}`] : [];
  const told = message.split("\n").filter((line) => line.trim() !== "" && !saysNothing.test(line.trim()));
  const room = most - 1 - (most > 2 ? place.length : 0);
  return [
    `FAILED ${short(file)}: ${title}`,
    ...told.slice(0, room).map((line) => `  ${line.trim()}`),
    ...(most > 2 ? place : []),
  ];
}

/** What introduces a difference, and the brackets round it. */
const saysNothing =
  /^(expect\(.*|[-+]\s+(Expected|Received)\s.*|[-+]?\s*(Array|Object)? ?[[\]{}]+,?|Call [Ll]og:.*|Timeout: .*)$/;
