// How a checkout says no, and what of it is final.
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import { isRefusalOfService } from "#lib/mesh/judge-reply.ts";
import type { Reply } from "#lib/mesh/types.ts";
import { cardRefused, isCardRefusal } from "#lib/shop/card-network.ts";

const later = (seconds: number) => ({ "retry-after": String(seconds) });

export function inProgress(): AppError {
  return new AppError("conflict", "This is under way already. Ask again with the same key.", {
    reason: "in_progress",
    headers: later(1),
  });
}

export function cartEmpty(): AppError {
  return new AppError("conflict", "There is nothing in the cart. Put something into it first.", {
    reason: "cart_empty",
  });
}

export function paymentsPaused(seconds: number): AppError {
  return new AppError(
    "unavailable",
    `Payments fail right now, so that no more are tried for ${seconds} s. Nothing was charged.`,
    { reason: "payments_paused", headers: later(seconds) },
  );
}

export function checkoutFailed(why: string, seconds: number): AppError {
  return new AppError(
    "unavailable",
    `${sentence(why)} Nothing was ordered and nothing was charged. Try again.`,
    {
      reason: "checkout_failed",
      headers: later(seconds),
    },
  );
}

export function refundFailed(why: string): AppError {
  return new AppError("unavailable", `${sentence(why)} Nothing was refunded. Try again.`, {
    reason: "refund_failed",
    headers: later(2),
  });
}

export function noSuchOrder(orderId: string): AppError {
  return new AppError("not_found", `There is no order ${orderId} of yours.`);
}

const buyersBusiness = new Set([402, 404, 409, 422]);

/** Only what a service says of this purchase may be the last word under a key: the rest is trouble of our own, and passes. */
export function isRefusal(reply: Reply): boolean {
  const isOfContract = saidIn(reply.body).code === "validation_failed";
  return isRefusalOfService(reply) && buyersBusiness.has(reply.status) && !isOfContract;
}

/** What the services said, to whom they said it. */
export function refusalIn({ status, body }: Reply): AppError {
  const { code, message } = saidIn(body);
  if (isCardRefusal(code)) return cardRefused(code);
  if (code === "attempt_over") return inProgress();
  const text = sentence(message);
  if (status === 404 && code === "order_unknown") return new AppError("not_found", text, { reason: code });
  return new AppError("conflict", text, { reason: code });
}

const sentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;

export function saidIn(body: unknown): { code: string; message: string } {
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  return {
    code: typeof code === "string" ? code : "refused",
    message: typeof message === "string" && message !== "" ? message : "no reason was given",
  };
}

const finalCodes = new Set(["payment_required", "conflict", "not_found"]);

/** Asked again, it would be the same. */
export function isFinal(error: AppError): boolean {
  return finalCodes.has(error.code) && error.reason !== "in_progress";
}

export function finalRefusal(error: unknown): AppError | undefined {
  const known = asAppError(error);
  return known && isFinal(known) ? known : undefined;
}
