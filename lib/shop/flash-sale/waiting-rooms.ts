// Owns who waits for which sale in this process. Buyers of one sale are settled together, because its row is the hottest
// of the house: one commit for many is many times faster than many commits in each other's way.

import { eq } from "drizzle-orm";
import { type Batch, createBatch } from "#lib/kernel/batch.ts";
import { ask } from "#lib/store/ask.ts";
import { flashSales } from "#lib/store/schema.ts";
import type { KeptReply } from "../keyed-purchase.ts";
import { noSuchSale, selectWithGoods } from "./find-flash-sale.ts";
import { tooManyWait } from "./refusals.ts";
import { settleAttempts } from "./settle-attempts.ts";
import type { Attempt, OpenSale, SettleContext } from "./types.ts";

/** Settled in one transaction; what comes meanwhile waits for the next. */
const mostTogether = 250;
/** More than any crowd here; beyond it waiting would take longer than anybody's patience. */
const mostWaiting = 10_000;

type Name = Pick<Attempt, "visitorId" | "key">;

export type WaitingRooms = {
  /** Resolves when the database has it. */
  wait(saleId: string, attempt: Attempt): Promise<KeptReply>;
  /** Whether this attempt waits or is being settled now. */
  has(name: Name): boolean;
  /** Resolves when nobody waits. */
  idle(): Promise<void>;
};

export function createWaitingRooms(context: SettleContext): WaitingRooms {
  const rooms = new Map<string, Batch<Attempt, KeptReply>>();
  const inside = new Set<Attempt>();

  const open = (saleId: string) => {
    // Read once, and forgotten when the last buyer has left.
    let sale: OpenSale | undefined;
    const room = createBatch<Attempt, KeptReply>({
      async work(attempts) {
        sale ??= await readSale(context, saleId);
        return settleAttempts(context, sale, attempts);
      },
      most: mostTogether,
      queueLimit: mostWaiting,
      full: tooManyWait,
    });
    rooms.set(saleId, room);
    return room;
  };
  return {
    async wait(saleId, attempt) {
      const room = rooms.get(saleId) ?? open(saleId);
      inside.add(attempt);
      try {
        return await room.add(attempt);
      } finally {
        inside.delete(attempt);
        if (room.pending === 0) rooms.delete(saleId);
      }
    },
    has: ({ visitorId, key }) =>
      [...inside].some((attempt) => attempt.visitorId === visitorId && attempt.key === key),
    idle: async () => {
      await Promise.all([...rooms.values()].map((room) => room.idle()));
    },
  };
}

async function readSale({ store }: SettleContext, id: string): Promise<OpenSale> {
  const [found] = await ask(store, (db) => selectWithGoods(db).where(eq(flashSales.id, id)));
  if (!found) throw noSuchSale(id);
  return { ...found.sale, name: found.goods.name, currency: found.goods.currency };
}
