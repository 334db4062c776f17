"use client";

import { useEffect, useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import type { CheckoutState } from "#lib/contract/order.ts";
import { isSettled } from "./purchase-outcome.ts";
import { checkoutStateShape } from "./shapes.ts";

const askAgainAfterMs = 2_000;

/** Undefined while nobody who keeps the books answers. */
export async function askLedger(key: string, signal?: AbortSignal): Promise<CheckoutState | undefined> {
  const answer = await askServer(`/api/checkout/${key}`, checkoutStateShape, signal ? { signal } : {});
  return answer.ok ? answer.data : undefined;
}

export type LedgerWord = { asked: boolean; state: CheckoutState | undefined };

/** The order that the attempt turned out to be. */
export function orderInstead({ state }: LedgerWord): string | null {
  return state?.state === "ordered" && state.charged ? state.orderId : null;
}

const unasked: LedgerWord = { asked: false, state: undefined };

/** The ledger's word about an attempt, asked again until it is settled. `round` asks anew. */
export function useLedger(key: string | undefined, round: number): LedgerWord {
  const about = `${key} ${round}`;
  const [word, setWord] = useState<{ about: string; word: LedgerWord }>();

  useEffect(() => {
    if (key === undefined) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const state = await askLedger(key, stop.signal);
      if (stop.signal.aborted) return;
      setWord({ about, word: { asked: true, state } });
      if (!state || !isSettled(state)) timer = setTimeout(ask, askAgainAfterMs);
    };
    ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, about]);

  return word?.about === about ? word.word : unasked;
}
