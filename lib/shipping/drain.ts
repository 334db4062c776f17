// Owns the sending: claims what is due, sends it, writes down what came of each, and leaves a receiver in trouble alone
// for a while. A process that dies in between has its events sent again, under the same ids.

import { backOffMs } from "#lib/kernel/back-off.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import { claimEvents, postponeEvents, type Row, releaseEvents, settleEvents } from "./outbox.ts";
import type { Receiver } from "./receiver.ts";
import { claimMs, type Round, sendAll } from "./send-all.ts";
import type { Troubles } from "./troubles.ts";

export type Drain = {
  /** There may be something to send. */
  poke(): void;
  /** Sends what can be sent, at most so long, and then nothing more. */
  close(limitMs: number): Promise<void>;
};

type Context = {
  clock: Clock;
  store: Pick<Store, "db">;
  receiver: Receiver;
  random(): number;
  troubles: Troubles;
};

const mostAtOnce = 512;
/** Other processes put events into the same outbox, and leave some behind when they die. */
const lookEveryMs = 1_000;
const eventPace = { leastMs: 500, mostMs: 60_000 };
const receiverPace = { leastMs: 250, mostMs: 10_000 };

export function createDrain(ctx: Context): Drain {
  const { clock, troubles } = ctx;
  const stopped = new AbortController();
  const step = createStep(ctx, stopped.signal);
  let closing = false;
  let poked = false;
  let idle = false;
  let nap = new AbortController();

  const run = async () => {
    while (!stopped.signal.aborted) {
      poked = false;
      const next = await step().catch((error: unknown): Next => {
        troubles.database(error);
        return { pauseMs: lookEveryMs };
      });
      // At a stop, nobody waits for what cannot go now.
      if (closing && next !== "at once") return;
      if (next === "at once" || (next === "nothing due" && poked)) continue;
      idle = next === "nothing due";
      nap = new AbortController();
      await clock
        .sleep(next === "nothing due" ? lookEveryMs : next.pauseMs, nap.signal)
        .catch(() => undefined);
      // Whoever is in a pause has been told not to come now.
      if (closing && !idle) return;
    }
  };
  const running = run();

  return {
    poke() {
      poked = true;
      if (idle) nap.abort();
    },
    async close(limitMs) {
      closing = true;
      nap.abort();
      const late = new AbortController();
      await Promise.race([running, clock.sleep(limitMs, late.signal).catch(() => undefined)]);
      late.abort();
      stopped.abort();
      await ctx.receiver.close();
      await running;
    },
  };
}

type Next = "at once" | "nothing due" | { pauseMs: number };

/** One round. `stopped`: what is not under way is not begun any more. */
function createStep(ctx: Context, stopped: AbortSignal): () => Promise<Next> {
  const { clock, store, receiver, random, troubles } = ctx;
  const writeDown = createBook(ctx, stopped);
  let failures = 0;
  return async () => {
    const claimedAtMs = clock.monotonicMs();
    // A receiver in trouble is asked with one event whether it still is.
    const rows = await claimEvents(store, failures > 0 ? 1 : mostAtOnce, claimMs);
    if (rows.length === 0) return "nothing due";
    const round = await sendAll({ clock, receiver, halted: () => stopped.aborted }, rows, claimedAtMs);
    await writeDown(round);
    const { taken, refused, failed } = round;
    const [first] = failed;
    const askedMs = Math.max(0, ...failed.map(({ verdict }) => verdict.waitMs ?? 0));
    const isAway = failed.some(({ verdict }) => verdict.away);
    const answered = taken.length + refused.length > 0;
    for (const { why } of refused) troubles.refused(why);
    if (answered) failures = 0;
    if (first) troubles.failed(first.verdict.why);
    else troubles.over();
    if (answered && !isAway && askedMs === 0) return "at once";
    if (!first) return "at once";
    const pauseMs = Math.max(askedMs, backOffMs(failures, receiverPace, random));
    failures += 1;
    return { pauseMs };
  };
}

/** What was sent must be written down: until it is, nothing else is claimed. */
function createBook({ clock, store, random, troubles }: Context, stopped: AbortSignal) {
  const insist = async (write: () => Promise<unknown>) => {
    for (let tries = 0; ; tries += 1) {
      try {
        await write();
        return;
      } catch (error) {
        troubles.database(error);
        if (stopped.aborted) return;
        await clock.sleep(backOffMs(tries, receiverPace, random), stopped).catch(() => undefined);
      }
    }
  };
  return async ({ taken, refused, failed, left }: Round) => {
    const positions = (rows: readonly Row[]) => rows.map(({ position }) => position);
    const waits = failed.map(({ row, verdict }) => ({
      position: row.position,
      waitMs: Math.max(verdict.waitMs ?? 0, backOffMs(row.attempts, eventPace, random)),
    }));
    const dropped = refused.map(({ row }) => row);
    if (taken.length > 0) await insist(() => settleEvents(store, positions(taken), "sent"));
    if (dropped.length > 0) await insist(() => settleEvents(store, positions(dropped), "dropped"));
    if (waits.length > 0) await insist(() => postponeEvents(store, waits));
    if (left.length > 0) await insist(() => releaseEvents(store, positions(left)));
  };
}
