// Signatures of webhooks, as https://www.standardwebhooks.com has them, so that receivers need not write the check themselves.
import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString("base64")}`;
}

type Signed = { id: string; atMs: number; body: string };

/** The time is signed as well: a message that somebody caught cannot be played again later. */
export function signatureHeaders(secret: string, { id, atMs, body }: Signed): Record<string, string> {
  const seconds = Math.floor(atMs / 1_000);
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}
