// The way to the receiver: one event a request, over a few connections that stay open.
import { type Dispatcher, Pool } from "undici";
import { judgeAnswer, type Verdict } from "./judge-answer.ts";

export type Receiver = {
  /** As it may be shown: without user and password. */
  readonly address: string;
  send(event: string): Promise<Verdict>;
  /** What is under way is given up. */
  close(): Promise<void>;
};

export const connections = 16;
/** A receiver that takes longer counts as away. */
export const requestLimitMs = 10_000;
const longestAnswerBytes = 64 * 1024;

type Options = { url: string; nowMs(): number; limitMs?: number };

export function createReceiver({ url, nowMs, limitMs = requestLimitMs }: Options): Receiver {
  const { origin, pathname, username, password } = new URL(url);
  const path = `${pathname.replace(/\/$/, "")}/ingest/logs`;
  const pool = new Pool(origin, { connections, pipelining: 1, connect: { timeout: limitMs } });
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = {
    "content-type": "application/json",
    ...(username !== "" && { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` }),
  };
  return {
    address: `${origin}${path}`,
    async send(body) {
      const signal = AbortSignal.timeout(limitMs);
      try {
        const answer = await pool.request({ method: "POST", path, headers, body, signal });
        await readToEnd(answer.body);
        const { "retry-after": retryAfter } = answer.headers;
        return judgeAnswer(answer.statusCode, textOf(retryAfter), nowMs());
      } catch (error) {
        return { kind: "later", why: reasonOf(error, limitMs), away: true };
      }
    },
    close: () => pool.destroy(),
  };
}

/** Half an answer is none: whether the event was taken is known only from a whole one. What it says does not matter. */
async function readToEnd(body: Dispatcher.ResponseData["body"]): Promise<void> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > longestAnswerBytes) throw new Error("The answer does not end");
  }
}

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function reasonOf(error: unknown, limitMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `No answer within ${limitMs / 1_000} s`;
  const code = "code" in error ? String(error.code) : "";
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  const text = error.message || (first instanceof Error ? first.message : "");
  return text || code || error.name;
}
