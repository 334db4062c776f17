// Brings what waits in memory and on the disk into the outbox: many at a time, a few times a second. Nothing is in a hurry,
// because it is on the disk already.
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import { readEvent } from "./event.ts";
import type { Intake } from "./intake.ts";
import { readLossLine } from "./loss-line.ts";
import { countLost, dropOldest, putEvents } from "./outbox.ts";
import type { Leftover } from "./spool.ts";
import type { Troubles } from "./troubles.ts";

export type PutAway = {
  /** Stops the regular work, and puts away what waits if the database takes it at once. */
  close(): Promise<void>;
};

type Context = {
  clock: Clock;
  store: Pick<Store, "db">;
  intake: Intake;
  /** What earlier processes left behind. */
  leftovers: readonly (() => Leftover)[];
  mostEvents: number;
  troubles: Troubles;
  /** There is more in the outbox. */
  onPut(): void;
};

const everyMs = 200;
const mostAtOnce = 1_000;

export function createPutAway(ctx: Context): PutAway {
  const { clock, troubles, onPut } = ctx;
  const stopped = new AbortController();
  const leftovers = [...ctx.leftovers];
  const putAll = async () => {
    try {
      for (let next = leftovers[0]; next; next = leftovers[0]) {
        await recover(ctx, next());
        leftovers.shift();
        onPut();
      }
      while (await putSome(ctx)) onPut();
    } catch (error) {
      troubles.database(error);
    }
    const disk = ctx.intake.takeTrouble();
    if (disk !== undefined) troubles.disk(disk);
  };
  const run = async () => {
    while (!stopped.signal.aborted) {
      await putAll();
      await clock.sleep(everyMs, stopped.signal).catch(() => undefined);
    }
    await putAll();
  };
  const running = run();
  return {
    close() {
      stopped.abort();
      return running;
    },
  };
}

/** False when nothing waits. */
async function putSome({ store, intake, mostEvents, troubles }: Context): Promise<boolean> {
  const events = intake.oldest(mostAtOnce);
  const loss = intake.loss();
  if (loss.events > 0) {
    await countLost(store, loss.events);
    intake.settleLoss(loss);
    troubles.full(loss.events);
  }
  if (events.length === 0) return false;
  await putEvents(store, events);
  intake.settle(events);
  const dropped = await dropOldest(store, mostEvents);
  if (dropped > 0) troubles.full(dropped);
  return true;
}

/** Those that came into the outbox before the process died are not put there twice. */
async function recover({ store }: Context, { lines, remove }: Leftover): Promise<void> {
  const events = lines.flatMap((line) => readEvent(line) ?? []);
  const losses = lines.flatMap((line) => readLossLine(line) ?? []);
  const unreadable = lines.length - events.length - losses.length;
  for (let from = 0; from < events.length; from += mostAtOnce)
    await putEvents(store, events.slice(from, from + mostAtOnce));
  const lost = losses.reduce((sum, one) => sum + one, unreadable);
  if (lost > 0) await countLost(store, lost);
  remove();
}
