"use client";

import { useNow } from "#components/room/use-now.ts";
import { momentOf, saleWords, writeCountdown } from "#components/shop/sale-moment.ts";
import { Time } from "#components/ui/time.tsx";
import type { FlashSale } from "#lib/contract/flash-sale.ts";

type Props = { sale: FlashSale; left: number; className: string };

/** Counts once the page is alive; the server, whose clock is not the reader's, says the time itself. */
export function SaleClock({ sale, left, className }: Props) {
  const now = useNow();
  const { state, untilMs } = momentOf(sale, left, now ?? Date.parse(sale.startsAt));
  if (now === undefined || state === "over") {
    const next =
      sale.state === "coming" ? "Opens" : sale.state === "over" || state === "over" ? "Ended" : "Ends";
    return (
      <p>
        <span className="block text-sm text-muted">{next}</span>
        <Time iso={sale.state === "coming" ? sale.startsAt : sale.endsAt} className="figures text-base" />
      </p>
    );
  }
  return (
    <p>
      <span className="block text-sm text-muted">{saleWords[state].clock}</span>
      <span role="timer" className={`figures block font-semibold ${className}`}>
        {writeCountdown(untilMs)}
      </span>
    </p>
  );
}
