// The way to addresses that somebody typed. None of them may lead into the operator's own network, however it is spelled and
// whatever its name resolves to; no redirect is followed, and neither time nor size is the receiver's to decide.
import { lookup as dnsLookup } from "node:dns";
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";

export type Answered = { status: number; retryAfter: string | undefined; text: string };

export type GuardedPost = {
  /** Rejects when nothing was answered. */
  post(url: URL, body: string, headers: Record<string, string>): Promise<Answered>;
  /** Whether the guard lets anybody go there; who is not reachable just now may be later. */
  mayReach(url: URL): Promise<boolean>;
  /** Whether the operator named its host. */
  isAllowed(url: URL): boolean;
  close(): void;
};

type Options = {
  /** Host names that may be reached although they are private. */
  allowHosts: readonly string[];
  limitMs?: number;
  lookup?: LookupFunction;
};

/** A receiver that takes longer counts as away. */
export const postLimitMs = 10_000;
/** An answer is a word of thanks. */
const longestAnswerBytes = 16 * 1024;
/** Whoever waits for an address to be checked is at a form. */
const checkLimitMs = 3_000;

export const blockedMessage = "The address leads into a private network, where nothing is sent";

export function createGuardedPost({ allowHosts, limitMs = postLimitMs, lookup }: Options): GuardedPost {
  const allowed = allowHosts.map((host) => host.toLowerCase());
  const isNamed = ({ hostname }: URL) => allowed.some((one) => fits(one, hostname));
  const agents = {
    filtering: { http: new RequestFilteringHttpAgent(), https: new RequestFilteringHttpsAgent() },
    plain: { http: new HttpAgent(), https: new HttpsAgent() },
  };
  const open = (url: URL, length: number, headers: Record<string, string>, signal: AbortSignal) => {
    const secure = url.protocol === "https:";
    const agent = isNamed(url) ? agents.plain : agents.filtering;
    const options = { method: "POST", headers: { ...headers, "content-length": length }, signal };
    const common = { ...options, lookup: lookup ?? dnsLookup };
    return secure
      ? requestHttps(url, { ...common, agent: agent.https })
      : requestHttp(url, { ...common, agent: agent.http });
  };
  return {
    isAllowed: isNamed,
    async post(url, body, headers) {
      const signal = AbortSignal.timeout(limitMs);
      const sent = open(url, Buffer.byteLength(body), headers, signal);
      try {
        const answer = await new Promise<IncomingMessage>((resolve, reject) => {
          sent.once("response", resolve).on("error", reject).end(body);
        });
        const text = await readAnswer(answer);
        return { status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"], text };
      } catch (error) {
        throw signal.aborted ? new Error(`No answer within ${limitMs / 1_000} s`) : inWords(error);
      } finally {
        sent.destroy();
      }
    },
    mayReach(url) {
      const sent = open(url, 0, {}, AbortSignal.timeout(checkLimitMs));
      return new Promise<boolean>((resolve) => {
        sent.on("error", (error) => resolve(!isBlocked(error)));
        // Where a connection is made, nobody is in the way; nothing is sent over it.
        sent.once("socket", (socket) => socket.once("connect", () => resolve(true)));
      }).finally(() => sent.destroy());
    },
    close() {
      for (const { http, https } of Object.values(agents)) {
        http.destroy();
        https.destroy();
      }
    },
  };
}

/**
 * Half an answer is none. Of one that is a whole page its beginning is enough: its status says what became of the message, and
 * whoever took it must not get it again for being talkative.
 */
async function readAnswer(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > longestAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8", 0, longestAnswerBytes);
}

/** `*.example.com` stands for every name below it. */
function fits(allowed: string, host: string): boolean {
  if (!allowed.startsWith("*.")) return allowed === host;
  return host.endsWith(allowed.slice(1)) && host.length > allowed.length - 1;
}

/** The agent has no other sign for it than its words. */
function isBlocked(error: unknown): boolean {
  return error instanceof Error && / is not allowed\. Because,? It is /.test(error.message);
}

function inWords(error: unknown): Error {
  if (isBlocked(error)) return Object.assign(new Error(blockedMessage), { blocked: true });
  if (!(error instanceof Error)) return new Error(String(error));
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  const code = "code" in error ? String(error.code) : "";
  return new Error(error.message || (first instanceof Error ? first.message : "") || code || error.name);
}
