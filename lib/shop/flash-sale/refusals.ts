// How a buyer is told no.
import { AppError } from "#lib/kernel/errors.ts";

import type { OpenSale } from "./types.ts";

export function soldOut({ name }: Pick<OpenSale, "name">): AppError {
  return new AppError(
    "conflict",
    `${name} is sold out: somebody else took the last unit. Nothing was charged.`,
    { reason: "sold_out" },
  );
}

export function notOpen(
  { startsAt, endsAt }: Pick<OpenSale, "startsAt" | "endsAt">,
  nowMs: number,
): AppError {
  const secondsToWait = Math.ceil((startsAt.getTime() - nowMs) / 1_000);
  if (secondsToWait <= 0)
    return new AppError("conflict", `This sale ended at ${endsAt.toISOString()}. Nothing was charged.`, {
      reason: "not_open",
    });
  return new AppError("conflict", `This sale opens at ${startsAt.toISOString()}. Nothing was charged.`, {
    reason: "not_open",
    headers: { "retry-after": String(secondsToWait) },
  });
}

export function tooManyWait(): AppError {
  return new AppError("unavailable", "Too many buyers wait for this sale. Nothing was charged. Try again.", {
    headers: { "retry-after": "2" },
  });
}

export function loadRunning(): AppError {
  return new AppError(
    "conflict",
    "A crowd is at this sale already. Send the next when it has been answered.",
    { reason: "load_running", headers: { "retry-after": "5" } },
  );
}
