import { and, eq } from "drizzle-orm";
import type { CheckoutState } from "#lib/contract/order.ts";
import type { WaitingRooms } from "#lib/shop/flash-sale/waiting-rooms.ts";
import { orderIdOf } from "#lib/shop/order-id.ts";
import { ask } from "#lib/store/ask.ts";
import { idempotencyKeys, orders } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { keyName } from "./once.ts";
import type { Keyed, KeysUnderWay } from "./types.ts";

type Context = {
  store: Pick<Store, "db">;
  keysUnderWay: Pick<KeysUnderWay, "has">;
  flashBuyers: Pick<WaitingRooms, "has">;
};
type Name = Pick<Keyed, "visitorId" | "key">;
type Asked = { visitorId: string | undefined; key: string };
type Found = Omit<CheckoutState, "key">;

const never: Found = { state: "unknown", orderId: null, charged: false };
const underWay: Found = { state: "under_way", orderId: null, charged: null };

/** What the ledger knows of an attempt: nobody has to guess whether money was taken. */
export async function readCheckoutState(context: Context, asked: Asked): Promise<CheckoutState> {
  const { visitorId, key } = asked;
  // Whoever they are, it may be that they bought with it.
  if (visitorId === undefined) return { key, ...never, charged: null };
  // Before the ledger is read: what is done by then is in it.
  const isHere = isUnderWayHere(context, { visitorId, key });
  const found = await readLedger(context, { visitorId, key });
  return { key, ...(found.state === "unknown" && isHere ? underWay : found) };
}

/** Before it has come to the database, too. */
function isUnderWayHere({ keysUnderWay, flashBuyers }: Context, name: Name): boolean {
  return keysUnderWay.has(keyName(name)) || flashBuyers.has(name);
}

async function readLedger({ store }: Pick<Context, "store">, { visitorId, key }: Name): Promise<Found> {
  const orderId = orderIdOf(visitorId, key);
  const { replyStatus, claimedUntil, orderId: makes } = idempotencyKeys;
  // The key first: whoever lets it go has placed the order before, or never will.
  const [row] = await ask(store, (db) =>
    db
      .select({ replyStatus, claimedUntil, makes })
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.visitorId, visitorId), eq(idempotencyKeys.key, key))),
  );
  const [order] = await ask(store, (db) =>
    db.select({ status: orders.status }).from(orders).where(eq(orders.id, orderId)),
  );
  if (order) return stateOf(orderId, order.status);
  // A key that gives money back buys nothing.
  if (row?.makes !== orderId) return never;
  if (row.replyStatus !== null) return { ...never, state: "refused" };
  // Also when the claim has run out: its attempt may be slow, and is not over until it is ended.
  return row.claimedUntil === null ? never : underWay;
}

function stateOf(orderId: string, status: typeof orders.$inferSelect.status): Found {
  if (status === "processing") return { state: "under_way", orderId, charged: null };
  if (status === "cancelled") return { state: "refused", orderId, charged: false };
  return { state: "ordered", orderId, charged: true };
}
