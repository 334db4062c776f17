// Which way a notification goes, and which addresses are none.
import { z } from "zod";
import type { Clock } from "#lib/kernel/clock.ts";
import { type Answered, blockedMessage, createGuardedPost, type GuardedPost } from "./guarded-post.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { noticeWords } from "./notice-words.ts";
import { createMailer } from "./send-email.ts";
import { signatureHeaders } from "./sign.ts";
import { slackMessage } from "./slack-message.ts";
import type { ChannelKind, Couriers, Destination, Notice, Verdict } from "./types.ts";
import { webhookBody } from "./webhook-body.ts";

export type CourierOptions = {
  clock: Clock;
  version: string;
  smtpUrl: string | undefined;
  mailFrom: string;
  allowHosts: readonly string[];
  publicUrl: string | undefined;
  limitMs?: number;
};

/** For one notification altogether; well within the time for which one process has it to itself. */
export const deliveryLimitMs = 20_000;

export function createCouriers(options: CourierOptions): Couriers {
  const {
    clock,
    version,
    smtpUrl,
    mailFrom: from,
    allowHosts,
    publicUrl,
    limitMs = deliveryLimitMs,
  } = options;
  const guarded = createGuardedPost({ allowHosts, limitMs });
  const mailer = smtpUrl === undefined ? undefined : createMailer({ url: smtpUrl, from, limitMs });
  const agent = { "user-agent": `Faultmart/${version}`, "content-type": "application/json" };
  const post = async (address: string, body: string, headers: Record<string, string>): Promise<Verdict> => {
    let answered: Answered;
    try {
      answered = await guarded.post(new URL(address), body, { ...agent, ...headers });
    } catch (error) {
      const { message, blocked } = error as Error & { blocked?: boolean };
      return blocked ? { kind: "refused", why: message } : { kind: "later", why: message, away: true };
    }
    return judgeAnswer(answered, clock.nowMs());
  };
  const send = async ({ kind, address, secret }: Destination, notice: Notice): Promise<Verdict> => {
    const words = noticeWords(notice, publicUrl);
    if (kind === "slack") return post(address, slackMessage(words, notice.id), {});
    if (kind === "email")
      return (await mailer?.send(address, notice, words)) ?? { kind: "later", why: noMailServer, away: true };
    const body = webhookBody(notice, publicUrl);
    const signed = secret ? signatureHeaders(secret, { id: notice.id, atMs: clock.nowMs(), body }) : {};
    return post(address, body, signed);
  };
  return {
    emailIsSetUp: mailer !== undefined,
    async deliver(to, notice) {
      const inTime = new AbortController();
      const late = clock
        .sleep(limitMs, inTime.signal)
        .then((): Verdict => ({ kind: "later", why: `No answer within ${limitMs / 1_000} s`, away: true }));
      late.catch(() => undefined);
      return Promise.race([send(to, notice), late]).finally(() => inTime.abort());
    },
    checkAddress: (kind, address) =>
      kind === "email"
        ? Promise.resolve(checkMailAddress(address, mailer !== undefined))
        : checkUrl(guarded, kind, address),
    close() {
      guarded.close();
      mailer?.close();
    },
  };
}

const noMailServer = "This server has no mail server: SMTP_URL is not set";

function checkMailAddress(address: string, isSetUp: boolean): string | undefined {
  if (!isSetUp) return `${noMailServer}.`;
  return z.email().safeParse(address).success ? undefined : "This is not one e-mail address.";
}

async function checkUrl(
  guarded: GuardedPost,
  kind: ChannelKind,
  address: string,
): Promise<string | undefined> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return "This is not an address that begins with https:// or http://.";
  if (!hasReadableLogin(url))
    return "A % in the user name or password of this address stands for nothing. Write it as %25.";
  // Whoever knows a Slack address can write there: it must not travel in the clear, but to a host of the operator's own.
  if (kind === "slack" && url.protocol !== "https:" && !guarded.isAllowed(url))
    return "A Slack address begins with https://.";
  if (await guarded.mayReach(url)) return undefined;
  return `${blockedMessage}. The operator can allow its host in NOTIFY_ALLOW_HOSTS.`;
}

function hasReadableLogin({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}
