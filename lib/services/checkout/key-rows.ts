// Keys in the database. Whoever has claimed one is at work on it; a claim that was left behind by a crash runs out.

import { and, eq, isNotNull, isNull, lt, notExists, or, sql } from "drizzle-orm";
import type { Clock } from "#lib/kernel/clock.ts";
import type { GivenReply } from "#lib/shop/keyed-purchase.ts";
import { keyReused } from "#lib/shop/keyed-purchase.ts";
import { ask } from "#lib/store/ask.ts";
import { idempotencyKeys, orders, refunds } from "#lib/store/schema.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { Keyed } from "./types.ts";

type Context = { store: Pick<Store, "db">; clock: Pick<Clock, "nowMs"> };
type Name = Pick<Keyed, "visitorId" | "key">;

export type Claim =
  | { how: "mine"; attempt: number }
  | { how: "kept"; reply: GivenReply }
  | { how: "elsewhere" };

/** Longer than anybody works on one: the edge gives up after half of it. */
const claimSeconds = 10;
/** By the database's clock, which is the same for every process. */
const untilLater = sql`now() + ${claimSeconds} * interval '1 second'`;

const isFree = or(isNull(idempotencyKeys.claimedUntil), lt(idempotencyKeys.claimedUntil, sql`now()`));

const named = ({ visitorId, key }: Name) =>
  and(eq(idempotencyKeys.visitorId, visitorId), eq(idempotencyKeys.key, key));

export function claimKey({ store, clock }: Context, keyed: Keyed): Promise<Claim> {
  const { visitorId, key, fingerprint, makes } = keyed;
  return ask(store, async (db): Promise<Claim> => {
    const [made] = await db
      .insert(idempotencyKeys)
      .values({
        visitorId,
        key,
        fingerprint,
        orderId: makes,
        claimedUntil: untilLater,
        createdAt: new Date(clock.nowMs()),
      })
      .onConflictDoNothing()
      .returning({ attempt: idempotencyKeys.attempt });
    if (made) return { how: "mine", attempt: made.attempt };
    const [taken] = await takeOver(db, keyed);
    if (taken) return { how: "mine", attempt: taken.attempt };
    const [row] = await db.select().from(idempotencyKeys).where(named(keyed));
    if (row && row.fingerprint !== fingerprint) throw keyReused();
    if (row?.replyStatus == null) return { how: "elsewhere" };
    return { how: "kept", reply: { status: row.replyStatus, body: row.replyBody ?? "" } };
  });
}

/** What an earlier attempt has not finished by now, it must not finish any more. */
const takeOver = (db: Database, keyed: Keyed) =>
  db
    .update(idempotencyKeys)
    .set({ claimedUntil: untilLater, attempt: sql`${idempotencyKeys.attempt} + 1` })
    .where(
      and(
        named(keyed),
        eq(idempotencyKeys.fingerprint, keyed.fingerprint),
        isNull(idempotencyKeys.replyStatus),
        isFree,
      ),
    )
    .returning({ attempt: idempotencyKeys.attempt });

/** Whoever was first is right: the reply that is kept from now on. */
export function keepReply(
  { store }: Pick<Context, "store">,
  name: Name,
  reply: GivenReply,
): Promise<GivenReply> {
  return ask(store, async (db) => {
    const [mine] = await keep(db, name, reply);
    if (mine) return reply;
    const [row] = await db.select().from(idempotencyKeys).where(named(name));
    return row?.replyStatus == null ? reply : { status: row.replyStatus, body: row.replyBody ?? "" };
  });
}

const keep = (db: Database, name: Name, { status, body }: GivenReply) =>
  db
    .update(idempotencyKeys)
    .set({ replyStatus: status, replyBody: body, claimedUntil: null })
    .where(and(named(name), isNull(idempotencyKeys.replyStatus)))
    .returning({ attempt: idempotencyKeys.attempt });

/** Undefined where the key has made something after all: then no refusal is the last word. */
export function keepRefusal(
  { store }: Pick<Context, "store">,
  { makes, ...name }: Name & Pick<Keyed, "makes">,
  reply: GivenReply,
): Promise<GivenReply | undefined> {
  return ask(store, (db) =>
    db.transaction(async (tx) => {
      // Whoever is making it right now holds the row, so that the next statement sees it or it will never be.
      const [row] = await tx.select().from(idempotencyKeys).where(named(name)).for("update");
      if (row?.replyStatus != null) return { status: row.replyStatus, body: row.replyBody ?? "" };
      if (await isMade(tx, makes)) return undefined;
      await keep(tx, name, reply);
      return reply;
    }),
  );
}

async function isMade(tx: Database, id: string): Promise<boolean> {
  const [order] = await tx.select({ status: orders.status }).from(orders).where(eq(orders.id, id));
  if (order) return order.status !== "cancelled";
  return (await tx.$count(refunds, eq(refunds.id, id))) > 0;
}

/** From now on this attempt makes nothing more; what it has made already is to be seen. */
export async function endAttempt(
  { store }: Pick<Context, "store">,
  name: Name,
  attempt: number,
): Promise<void> {
  await ask(store, (db) =>
    db
      .update(idempotencyKeys)
      .set({ attempt: sql`${idempotencyKeys.attempt} + 1`, claimedUntil: null })
      .where(and(named(name), eq(idempotencyKeys.attempt, attempt), isNull(idempotencyKeys.replyStatus))),
  );
}

/** Whose process died is not heard of again: such attempts are ended for it, so that the ledger can say what came of them. */
export async function endLostAttempts({ store }: Pick<Context, "store">): Promise<void> {
  await ask(store, (db) =>
    db
      .update(idempotencyKeys)
      .set({ attempt: sql`${idempotencyKeys.attempt} + 1`, claimedUntil: null })
      .where(and(isNull(idempotencyKeys.replyStatus), lt(idempotencyKeys.claimedUntil, sql`now()`))),
  );
}

/** Where a database belongs to one process, claims of an earlier one are nobody's. */
export async function forgetClaims({ store }: Pick<Context, "store">): Promise<void> {
  await ask(store, (db) =>
    db.update(idempotencyKeys).set({ claimedUntil: null }).where(isNotNull(idempotencyKeys.claimedUntil)),
  );
}

const keptMs = 24 * 3_600_000;

/** A key that made no order is good for a day. With an order it stays: the reply as it was, and nobody makes another. */
export async function pruneKeys({ store, clock }: Context): Promise<void> {
  const isOld = lt(idempotencyKeys.createdAt, new Date(clock.nowMs() - keptMs));
  await ask(store, (db) => {
    const itsOrder = db.select().from(orders).where(eq(orders.id, idempotencyKeys.orderId));
    return db.delete(idempotencyKeys).where(and(isOld, isFree, notExists(itsOrder)));
  });
}
