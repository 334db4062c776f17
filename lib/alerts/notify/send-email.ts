// Notifications by e-mail, through the operator's own server.
import type { Transporter } from "nodemailer";
import type { NoticeWords } from "./notice-parts.ts";
import type { Notice, Verdict } from "./types.ts";

export type Mailer = {
  send(to: string, notice: Notice, words: NoticeWords): Promise<Verdict>;
  close(): void;
};

/** What was never opened needs no closing. */
const nothing = () => undefined;

type Options = { url: string; from: string; limitMs: number };

export function createMailer({ url, from, limitMs }: Options): Mailer {
  const open = async (): Promise<Transporter> => {
    // Five megabytes of code that most servers never need.
    const { createTransport } = await import("nodemailer");
    return createTransport({
      url,
      connectionTimeout: limitMs,
      greetingTimeout: limitMs,
      socketTimeout: limitMs,
      dnsTimeout: limitMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
  let transport: Promise<Transporter> | undefined;
  const domain = from.slice(from.indexOf("@") + 1);
  return {
    async send(to, { id, alerts }, words) {
      try {
        transport ??= open();
        await (await transport).sendMail({
          from: { name: "Faultmart", address: from },
          to: { name: "", address: to },
          subject: words.headline,
          text: textOf(words),
          // Sent again it is the same message, and all of one alert are one conversation.
          messageId: `<${id}@${domain}>`,
          references: alerts.map((alert) => `<${alert.id}@${domain}>`),
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { kind: "taken" };
      } catch (error) {
        return judgeFailure(error);
      }
    },
    close: () => void transport?.then((opened) => opened.close(), nothing),
  };
}

function textOf({ lines, named, unnamed, link }: NoticeWords): string {
  const list = named.flatMap((one) => [`- ${one.title}`, ...(one.link ? [`  ${one.link}`] : [])]);
  const rest = unnamed > 0 ? [`and ${unnamed} more`] : [];
  const many = list.length > 0 ? ["", ...list, ...rest] : [];
  return [...lines, ...many, "", ...(link ? [link] : [])].join("\n");
}

/** What the server says of the recipient or the text speaks of this message; the rest would befall every one. */
function judgeFailure(error: unknown): Verdict {
  const {
    code = "",
    command = "",
    responseCode = 0,
  } = error as Partial<Record<string, string>> & {
    responseCode?: number;
  };
  if (code === "EAUTH") return { kind: "later", why: "The mail server refused the login", away: true };
  const ofThisOne = command === "RCPT TO" || command === "DATA";
  const why = `The mail server answered ${responseCode}`;
  if (ofThisOne && responseCode >= 500) return { kind: "refused", why };
  if (responseCode > 0) return { kind: "later", why, away: !ofThisOne };
  return { kind: "later", why: `The mail server cannot be used (${code || String(error)})`, away: true };
}
