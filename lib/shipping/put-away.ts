// Brings what waits in memory and on the disk into the outbox: many at a time, a few times a second. Nothing is in a hurry,
// because it is on the disk already.
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import { type Event, readEvent } from "./event.ts";
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
  const parcel = intake.next();
  if (!parcel) return false;
  const { events, lost } = parcel;
  await put(store, events, lost);
  intake.settle(parcel);
  const dropped = await dropOldest(store, mostEvents);
  if (lost + dropped > 0) troubles.full(lost + dropped);
  return true;
}

/** What came into the outbox before the process died is not put there twice. */
async function recover({ store }: Context, { lines, remove }: Leftover): Promise<void> {
  const events = lines.flatMap((line) => readEvent(line) ?? []);
  const losses = lines.flatMap((line) => readLossLine(line) ?? []);
  const unreadable = lines.length - events.length - losses.length;
  await put(
    store,
    events,
    losses.reduce((sum, one) => sum + one, unreadable),
  );
  remove();
}

/** Both or neither: what is put away must not be counted as lost again. */
function put(store: Context["store"], events: readonly Event[], lost: number): Promise<void> {
  if (lost === 0) return putEvents(store, events);
  return store.db.transaction(async (db) => {
    await putEvents({ db }, events);
    await countLost({ db }, lost);
  });
}
