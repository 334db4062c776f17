// Owns who waits for which sale in this process. Buyers of one sale are settled together, because its row is the hottest
// of the house: one commit for many is many times faster than many commits in each other's way.
import { type Batch, createBatch } from "#lib/kernel/batch.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { type SettleContext, settleAttempts } from "./settle-attempts.ts";
import type { Attempt, KeptReply } from "./types.ts";

/** Settled in one transaction; what comes meanwhile waits for the next. */
const mostTogether = 500;
/** More than any crowd here; beyond it waiting would take longer than anybody's patience. */
const mostWaiting = 10_000;

export type WaitingRooms = {
  /** Resolves when the database has it. */
  wait(saleId: string, attempt: Attempt): Promise<KeptReply>;
  /** Resolves when nobody waits. */
  idle(): Promise<void>;
};

export function createWaitingRooms(context: SettleContext): WaitingRooms {
  const rooms = new Map<string, Batch<Attempt, KeptReply>>();

  const open = (saleId: string) => {
    const room = createBatch<Attempt, KeptReply>({
      work: (attempts) => settleAttempts(context, saleId, attempts),
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
      try {
        return await room.add(attempt);
      } finally {
        if (room.pending === 0) rooms.delete(saleId);
      }
    },
    idle: async () => {
      await Promise.all([...rooms.values()].map((room) => room.idle()));
    },
  };
}

function tooManyWait(): AppError {
  return new AppError("unavailable", "Too many buyers wait for this sale. Nothing was charged. Try again.", {
    headers: { "retry-after": "2" },
  });
}
