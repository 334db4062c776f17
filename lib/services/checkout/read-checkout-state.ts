import { and, eq, sql } from "drizzle-orm";
import type { CheckoutState } from "#lib/contract/order.ts";
import { orderIdOf } from "#lib/shop/order-id.ts";
import { ask } from "#lib/store/ask.ts";
import { idempotencyKeys, orders } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

type Asked = { visitorId: string | undefined; key: string };
type Found = Omit<CheckoutState, "key">;

const never: Found = { state: "unknown", orderId: null, charged: false };

/** What the ledger knows of an attempt: nobody has to guess whether money was taken. */
export async function readCheckoutState(
  { store }: { store: Pick<Store, "db"> },
  { visitorId, key }: Asked,
): Promise<CheckoutState> {
  if (visitorId === undefined) return { key, ...never };
  const orderId = orderIdOf(visitorId, key);
  // The key first: whoever lets it go has placed the order before, or never will.
  const [row] = await ask(store, (db) =>
    db
      .select({
        replyStatus: idempotencyKeys.replyStatus,
        isClaimed: sql<boolean>`coalesce(${idempotencyKeys.claimedUntil} > now(), false)`,
      })
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.visitorId, visitorId), eq(idempotencyKeys.key, key))),
  );
  const [order] = await ask(store, (db) =>
    db.select({ status: orders.status }).from(orders).where(eq(orders.id, orderId)),
  );
  if (order) return { key, ...stateOf(orderId, order.status) };
  if (row?.isClaimed) return { key, state: "under_way", orderId: null, charged: null };
  return { key, ...never, state: row && row.replyStatus !== null ? "refused" : "unknown" };
}

function stateOf(orderId: string, status: typeof orders.$inferSelect.status): Found {
  if (status === "processing") return { state: "under_way", orderId, charged: null };
  if (status === "cancelled") return { state: "refused", orderId, charged: false };
  return { state: "ordered", orderId, charged: true };
}
