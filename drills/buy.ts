// One purchase as a browser makes it, by a visitor who comes for nothing else.
import { randomBytes, randomUUID } from "node:crypto";
import { testCards } from "#lib/contract/test-cards.ts";
import { send } from "#lib/runtime/testing/send.ts";
import type { Attempt, OutsideLedger } from "./outside-ledger.ts";

export const soughtAfter = "FM-EL-01";

type Shop = { url: string; ledger: OutsideLedger };
/** `unsure`: no answer, or one that leaves it open. */
export type Ending = { how: "answered"; status: number } | { how: "unsure"; why: string; waitMs: number };

export function newAttempt(cardNumber: string = testCards[0].number): Attempt {
  return { visitorId: randomBytes(16).toString("hex"), key: `drill-${randomUUID()}`, cardNumber };
}

const headersOf = ({ visitorId, key }: Attempt) => ({
  "content-type": "application/json",
  cookie: `visitor=${visitorId}`,
  "idempotency-key": key,
});

/** False when the cart could not be filled: nothing was attempted then. */
export async function fillCart({ url }: Pick<Shop, "url">, attempt: Attempt): Promise<boolean> {
  const body = JSON.stringify({ tenant: "merch", sku: soughtAfter, quantity: 1 });
  const sent = { method: "POST", path: "/api/cart/items", headers: headersOf(attempt), body };
  return send(url, sent).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** May be called again for the same attempt, as often as it takes. */
export async function buy({ url, ledger }: Shop, attempt: Attempt, isFirst: boolean): Promise<Ending> {
  const card = { number: attempt.cardNumber, expiry: "12/40", cvc: "123" };
  const body = JSON.stringify({ tenant: "merch", card });
  if (isFirst) ledger.attempted(attempt);
  const answer = await send(url, {
    method: "POST",
    path: "/api/checkout",
    headers: headersOf(attempt),
    body,
  }).catch((error: unknown) => String(error));
  if (typeof answer === "string") return { how: "unsure", why: answer, waitMs: 0 };
  const { status, text, headers } = answer;
  if (isFinal(status, text)) {
    ledger.answered({ key: attempt.key, status, body: text });
    return { how: "answered", status };
  }
  const waitMs = Number(headers["retry-after"] ?? 1) * 1_000;
  return { how: "unsure", why: `${status} ${reasonIn(text)}`, waitMs };
}

function isFinal(status: number, text: string): boolean {
  return status === 201 || (status >= 400 && status < 500 && reasonIn(text) !== "in_progress");
}

function reasonIn(text: string): string {
  try {
    return String((JSON.parse(text) as { code?: unknown }).code);
  } catch {
    return "(no reason)";
  }
}
