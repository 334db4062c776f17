// What an answer of Metabase's means that is not the one hoped for. Nothing of our own request is repeated in the words.
import { AppError } from "#lib/kernel/errors.ts";
import type { Answered } from "./exchange.ts";

const mostTold = 200;

/** Throws for every status but 2xx, and for what is no JSON: a proxy's page, or half an answer. */
export function readJson(what: string, answer: Answered): unknown {
  const problem = problemOf(what, answer);
  if (problem) throw new AppError("unavailable", problem);
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new AppError(
      "unavailable",
      `Metabase's answer to ${what} is no JSON after ${answer.text.length} characters; it was probably cut off on its way. The next run asks again.`,
    );
  }
}

function problemOf(what: string, { status, contentType, location, text }: Answered): string | undefined {
  if (status >= 300 && status < 400)
    return `Metabase wanted to redirect ${what}${hostOf(location)} (status ${status}), which is not followed. Set METABASE_URL to the address that it answers at itself.`;
  if (status === 401 || status === 403)
    return `Metabase refused ${what} (status ${status}). Look whether METABASE_USERNAME may see it.`;
  if (status === 404)
    return `Metabase knows nothing of ${what} (status 404). Check METABASE_URL and the QUESTION_ID_… settings.`;
  if (status === 429) return `Metabase has had too many requests (status 429). The next run asks again.`;
  if (status < 200 || status > 299)
    return `Metabase failed at ${what} (status ${status}${toldIn(text)}). Its own log says why; the next run asks again.`;
  if (!/json/i.test(contentType))
    return `Metabase answered ${what} with ${contentType.split(";")[0] || "something without a type"} instead of JSON: METABASE_URL probably leads to a sign-in page or a proxy.`;
  return undefined;
}

/** Metabase tells a query that failed by an object in the rows' place, with a status of success. */
export function readRowArray(what: string, json: unknown): unknown[] {
  if (Array.isArray(json)) return json;
  const told = messageIn(json);
  throw new AppError(
    "unavailable",
    `Metabase could not run ${what}${told ? `: ${told}` : ""}. Open the question in Metabase and mend it there.`,
  );
}

function toldIn(text: string): string {
  try {
    const told = messageIn(JSON.parse(text));
    return told ? `: ${told}` : "";
  } catch {
    return "";
  }
}

function messageIn(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { error, message } = json as Record<string, unknown>;
  const told = [error, message].find((one) => typeof one === "string" && one !== "");
  return typeof told === "string" ? told.replace(/\p{Cc}+/gu, " ").slice(0, mostTold) : undefined;
}

/** Never the whole address: whoever redirects may have put a token into it. */
function hostOf(location: string): string {
  return URL.canParse(location) ? ` to ${new URL(location).host}` : "";
}
