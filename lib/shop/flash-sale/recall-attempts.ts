// Attempts whose key or order is known already, or whose sale is not open.
import { ask } from "#lib/store/ask.ts";
import { refuse } from "./place-order.ts";
import { type KeyRow, nameOf, readKeys, readOrders } from "./read-earlier.ts";
import { keyReused, notOpen } from "./refusals.ts";
import type { Attempt, OpenSale, PlacedOrder, SettleContext, Standing, Standings } from "./types.ts";

export async function recallAttempts(
  { store }: Pick<SettleContext, "store">,
  sale: OpenSale,
  attempts: readonly Attempt[],
  triedAtMs: number,
): Promise<Standings> {
  const keys = await ask(store, (db) => readKeys(db, attempts));
  const begun = [...keys.values()].filter(({ replyStatus }) => replyStatus === null);
  const orders =
    begun.length > 0
      ? await ask(store, (db) =>
          readOrders(
            db,
            begun.map(({ orderId }) => orderId),
          ),
        )
      : new Map<string, PlacedOrder>();
  const wasOpen = triedAtMs >= sale.startsAt.getTime() && triedAtMs < sale.endsAt.getTime();
  const unknown = () => (wasOpen ? keyReused() : notOpen(sale, triedAtMs));
  return new Map(
    attempts.map((attempt): [Attempt, Standing] => {
      const row = keys.get(nameOf(attempt));
      if (!row) return [attempt, { kind: "answered", answer: unknown() }];
      return [attempt, standingOf(attempt, sale, row, orders.get(row.orderId))];
    }),
  );
}

function standingOf(
  attempt: Attempt,
  sale: OpenSale,
  { fingerprint, replyStatus, replyBody }: KeyRow,
  placed: PlacedOrder | undefined,
): Standing {
  if (fingerprint !== attempt.fingerprint) return { kind: "answered", answer: keyReused() };
  if (replyStatus !== null && replyBody !== null)
    return { kind: "answered", answer: { status: replyStatus, body: replyBody, replayed: true } };
  // Whoever began it ended before the answer was kept. Without an order the answer was to be a refusal.
  return placed ? { kind: "placed", placed } : { kind: "refused", reply: refuse(attempt, sale) };
}
