// The second and the third transaction: the card network takes the money, then our books say so. Each may be repeated.
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import type { Store } from "#lib/store/types.ts";
import { cardRefused } from "../card-network.ts";
import { toOrder } from "../read-order.ts";
import { keepReplies } from "./key-rows.ts";
import { type BoughtOrder, confirmOrders, insertCaptures, readOrders } from "./order-rows.ts";
import type { Attempt, GivenReply } from "./types.ts";

type Context = { store: Pick<Store, "db">; clock: Pick<Clock, "nowMs"> };

export type Unfinished = { attempt: Attempt; orderId: string };
export type Bought = { attempt: Attempt } & BoughtOrder;
type Answered = { attempt: Attempt; reply: GivenReply };

/** What each is answered, once it is so. */
export async function finishOrders(
  context: Context,
  bought: readonly Bought[],
  unfinished: readonly Unfinished[],
): Promise<Map<Attempt, GivenReply | AppError>> {
  const found = await findUnfinished(context, unfinished);
  const answered = [...bought, ...found].map(toAnswer);
  const orderIds = [...bought, ...found]
    .filter(({ order }) => order.status === "processing")
    .map(({ order }) => order.id)
    .sort();
  if (orderIds.length > 0)
    await ask(context.store, (db) =>
      db.transaction((tx) => insertCaptures(tx, orderIds, context.clock.nowMs())),
    );
  if (answered.length > 0)
    await ask(context.store, (db) =>
      db.transaction(async (tx) => {
        if (orderIds.length > 0) await confirmOrders(tx, orderIds);
        await keepReplies(tx, answered);
      }),
    );
  const replies = new Map<Attempt, GivenReply | AppError>(
    unfinished.map(({ attempt }) => [attempt, underWay()]),
  );
  for (const { attempt, reply } of answered) replies.set(attempt, reply);
  return replies;
}

async function findUnfinished({ store }: Context, unfinished: readonly Unfinished[]): Promise<Bought[]> {
  if (unfinished.length === 0) return [];
  const ids = unfinished.map(({ orderId }) => orderId);
  const rows = new Map(
    (await ask(store, (db) => readOrders(db, ids))).map((bought) => [bought.order.id, bought]),
  );
  return unfinished.flatMap(({ attempt, orderId }) => {
    const bought = rows.get(orderId);
    return bought ? [{ attempt, ...bought }] : [];
  });
}

/** The order as it is when all went well; whatever befalls it later, this was the reply. */
function toAnswer({ attempt, order, payment }: Bought): Answered {
  if (order.status === "cancelled") return { attempt, reply: attempt.refuse(cardRefused("card_declined")) };
  const paid = toOrder({ ...order, status: "paid" }, { ...payment, state: "captured", refundedMinor: 0 }, []);
  return { attempt, reply: { status: 201, body: JSON.stringify(paid) } };
}

/** Begun elsewhere, and not yet so far that it could be finished here. */
function underWay(): AppError {
  return new AppError("conflict", "This purchase is under way. Ask again with the same key.", {
    reason: "in_progress",
    headers: { "retry-after": "1" },
  });
}
