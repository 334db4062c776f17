// Log events on their way to ProdSentinel. Two halves, because the first must be there before anything is logged and until
// nothing is any more, and the second needs the database.
import { join } from "node:path";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { createDrain } from "./drain.ts";
import { ownLogger } from "./event.ts";
import { createIntake, type Intake } from "./intake.ts";
import { type Figures, forgetClaims, readFigures } from "./outbox.ts";
import { createPutAway } from "./put-away.ts";
import { createReceiver } from "./receiver.ts";
import { createSpoolFile, type Leftover, readLeftovers } from "./spool.ts";
import { createTroubles } from "./troubles.ts";

export type ShippingIntake = Intake & { leftovers: readonly (() => Leftover)[] };

export function openIntake({ dataDir }: { dataDir: string }): ShippingIntake {
  const directory = join(dataDir, "shipping");
  const leftovers = readLeftovers(directory);
  return { ...createIntake(() => createSpoolFile(directory)), leftovers };
}

export type ShippingState = {
  /** Without user and password. */
  receiver: string;
  waiting: number;
  sent: number;
  dropped: number;
  oldestAt: string | null;
  lastError: string | null;
};

export type Shipping = {
  /** At most a second old. Of the whole outbox, whichever of its processes is asked. */
  state(): ShippingState;
  close(limitMs: number): Promise<void>;
};

type Given = {
  url: string;
  mostEvents: number;
  clock: Clock;
  store: Pick<Store, "db" | "kind">;
  intake: ShippingIntake;
  web: Pick<ServiceTelemetry, "log" | "meter">;
  random(): number;
};

const figuresEveryMs = 1_000;

export async function createShipping(given: Given): Promise<Shipping> {
  const { url, mostEvents, clock, store, intake, web, random } = given;
  const receiver = createReceiver({ url, nowMs: clock.nowMs });
  const log = web.log.named(ownLogger);
  const troubles = createTroubles({ log, address: receiver.address, monotonicMs: clock.monotonicMs });
  if (store.kind === "pglite") await forgetClaims(store);
  const drain = createDrain({ clock, store, receiver, random, troubles });
  const { leftovers } = intake;
  const putAway = createPutAway({
    clock,
    store,
    intake,
    leftovers,
    mostEvents,
    troubles,
    onPut: drain.poke,
  });
  const figures = followFigures(given, await readFigures(store));
  return {
    state() {
      const { waiting, sent, dropped, oldestMs } = figures.now();
      return {
        receiver: receiver.address,
        waiting: waiting + intake.waiting(),
        sent,
        dropped,
        oldestAt: oldestMs === undefined ? null : new Date(oldestMs).toISOString(),
        lastError: troubles.now() ?? null,
      };
    },
    async close(limitMs) {
      await putAway.close();
      await drain.close(limitMs);
      await figures.close();
    },
  };
}

/** Reads the outbox's own numbers now and then, and shows them in /metrics. */
function followFigures({ clock, store, intake, web }: Given, first: Figures) {
  let figures = first;
  const stopped = new AbortController();
  const events = web.meter.counter({
    name: "shipping_events_total",
    help: "Log events that left the outbox, by outcome, of all processes that share the database",
    labels: ["outcome"],
    serviceLabel: false,
  });
  const count = (before: Pick<Figures, "sent" | "dropped">) => {
    events.add(figures.sent - before.sent, { outcome: "sent" });
    events.add(figures.dropped - before.dropped, { outcome: "dropped" });
  };
  count({ sent: 0, dropped: 0 });
  const oldestSeconds = () => Math.max(0, clock.nowMs() - (figures.oldestMs ?? clock.nowMs())) / 1_000;
  web.meter.observedGauge(
    { name: "shipping_backlog_events", help: "Log events that wait to be sent", serviceLabel: false },
    () => [{ value: figures.waiting + intake.waiting(), labels: {} }],
  );
  web.meter.observedGauge(
    {
      name: "shipping_backlog_age_seconds",
      help: "Age of the oldest log event that waits to be sent",
      serviceLabel: false,
    },
    () => [{ value: oldestSeconds(), labels: {} }],
  );
  const refresh = async () => {
    const before = figures;
    // What is shown stays as it was while the database is away; others say that it is.
    figures = await readFigures(store).catch(() => before);
    count(before);
  };
  const run = async () => {
    while (!stopped.signal.aborted) {
      await clock.sleep(figuresEveryMs, stopped.signal).catch(() => undefined);
      await refresh();
    }
  };
  const running = run();
  return {
    now: () => figures,
    close() {
      stopped.abort();
      return running;
    },
  };
}
