// Attempts whose key or order is known already, or whose sale is not open; and replies that others were quicker to give.

import { ask } from "#lib/store/ask.ts";
import type { GivenReply, KeptReply } from "../keyed-purchase.ts";
import { keyReused } from "../keyed-purchase.ts";
import { refuse } from "./place-order.ts";
import { type KeyRow, nameOf, readKeys, readOrders } from "./read-earlier.ts";
import { notOpen } from "./refusals.ts";
import { confirmAndKeep } from "./settle-statements.ts";
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
  row: KeyRow,
  placed: PlacedOrder | undefined,
): Standing {
  if (row.fingerprint !== attempt.fingerprint) return { kind: "answered", answer: keyReused() };
  const kept = keptIn(row);
  if (kept) return { kind: "answered", answer: kept };
  // Whoever began it ended before the answer was kept. Without an order the answer was to be a refusal.
  return placed ? { kind: "placed", placed } : { kind: "refused", reply: refuse(attempt, sale) };
}

/** Another process may have kept its reply to the same key first: then that one is given, to the byte. */
export async function keepOrRecall(
  { store }: Pick<SettleContext, "store">,
  orderIds: readonly string[],
  replies: readonly { attempt: Attempt; reply: GivenReply }[],
): Promise<Map<Attempt, KeptReply>> {
  if (replies.length === 0) return new Map();
  const kept = new Set((await ask(store, (db) => confirmAndKeep(db, orderIds, replies))).map(nameOf));
  const beaten = replies.map(({ attempt }) => attempt).filter((attempt) => !kept.has(nameOf(attempt)));
  const firsts =
    beaten.length > 0 ? await ask(store, (db) => readKeys(db, beaten)) : new Map<string, KeyRow>();
  return new Map(
    replies.map(({ attempt, reply }) => {
      const first = firsts.get(nameOf(attempt));
      return [attempt, (first && keptIn(first)) ?? { ...reply, replayed: false }];
    }),
  );
}

function keptIn({ replyStatus, replyBody }: KeyRow): KeptReply | undefined {
  if (replyStatus === null || replyBody === null) return undefined;
  return { status: replyStatus, body: replyBody, replayed: true };
}
