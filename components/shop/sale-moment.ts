// What a flash sale is at a moment, and how the time to its next change is written.
import type { FlashSale } from "#lib/contract/flash-sale.ts";

type Sale = Pick<FlashSale, "startsAt" | "endsAt">;
export type SaleMoment = { state: FlashSale["state"]; untilMs: number };

/** `untilMs` counts down to the start, then to the end; over is over. */
export function momentOf({ startsAt, endsAt }: Sale, left: number, nowMs: number): SaleMoment {
  const [startMs, endMs] = [Date.parse(startsAt), Date.parse(endsAt)];
  if (nowMs < startMs) return { state: "coming", untilMs: startMs - nowMs };
  if (nowMs >= endMs) return { state: "over", untilMs: 0 };
  return { state: left > 0 ? "open" : "sold_out", untilMs: endMs - nowMs };
}

/** `4:09`, `1:02:03`, `2 d 01:02:03`. */
export function writeCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (number: number) => String(number).padStart(2, "0");
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24];
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return `${days} d ${two(hours)}:${rest}`;
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0(?=\d:)/, "");
}

/** In whole percent, rounded so that nobody is promised more than they get. */
export function percentOff({
  priceMinor,
  usualPriceMinor,
}: Pick<FlashSale, "priceMinor" | "usualPriceMinor">) {
  return usualPriceMinor > priceMinor ? Math.floor((1 - priceMinor / usualPriceMinor) * 100) : 0;
}

export const saleWords: Record<FlashSale["state"], { word: string; clock: string }> = {
  coming: { word: "Not open yet", clock: "Opens in" },
  open: { word: "Open", clock: "Ends in" },
  sold_out: { word: "Sold out", clock: "Ends in" },
  over: { word: "Over", clock: "Ended" },
};
