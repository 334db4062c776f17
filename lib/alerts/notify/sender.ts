// Owns the sending: claims what is due as long as there is room, sends each on its own, and writes down what came of it.
// A process that dies in between has its notifications sent again by whoever comes after it, under the same ids.
import { createChannelPace } from "./channel-pace.ts";
import { type Claimed, claimMessages } from "./claim-messages.ts";
import { deliveryLimitMs } from "./couriers.ts";
import { createDeliverer } from "./deliver.ts";
import { forgetClaims, release } from "./outbox.ts";
import type { NotifyContext } from "./types.ts";

export type Sender = {
  /** There may be something to send. */
  poke(): void;
  /** Nothing more is begun; what is under way ends, at most so late. */
  close(limitMs: number): Promise<void>;
};

/** For this process altogether. */
const mostAtOnce = 16;
/** Other processes put notifications into the same outbox, and leave some behind when they die. */
const lookEveryMs = 1_000;
/** Longer than a delivery can take, with time to write down what came of it. */
export const claimMs = 3 * deliveryLimitMs;
const farewellMs = 500;

export async function startSender(ctx: NotifyContext): Promise<Sender> {
  const { clock, store, random } = ctx;
  const pace = createChannelPace(clock, random);
  const stopped = new AbortController();
  const deliver = createDeliverer(ctx, stopped.signal);
  const underWay = new Set<Promise<void>>();
  let nap = new AbortController();
  let poked = false;
  if (store.kind === "pglite") await forgetClaims(store);

  const poke = () => {
    poked = true;
    nap.abort();
  };
  const begin = (claimed: Claimed) => {
    pace.begins(claimed.channel.id);
    const work = deliver(claimed)
      .then((verdict) => pace.ends(claimed.channel.id, verdict))
      .finally(() => {
        underWay.delete(work);
        poke();
      });
    underWay.add(work);
  };
  const look = async () => {
    const room = mostAtOnce - underWay.size;
    if (room <= 0) return;
    const claimed = await claimMessages(store, room, pace.rooms(), claimMs);
    if (!stopped.signal.aborted) for (const one of claimed) begin(one);
    else if (claimed.length > 0) await release(store, claimed);
  };
  const run = async () => {
    while (!stopped.signal.aborted) {
      poked = false;
      nap = new AbortController();
      await look().catch((error: unknown) => ctx.log.exception("notifications cannot be looked for", error));
      if (poked || stopped.signal.aborted) continue;
      await clock
        .sleep(Math.min(lookEveryMs, pace.nextMs() ?? lookEveryMs), nap.signal)
        .catch(() => undefined);
    }
  };
  const running = run();
  return { poke, close: (limitMs) => close(limitMs) };

  async function within(limitMs: number) {
    const done = new AbortController();
    void Promise.all(underWay).then(() => done.abort());
    await clock.sleep(limitMs, done.signal).catch(() => undefined);
  }

  async function close(limitMs: number) {
    stopped.abort();
    nap.abort();
    await running;
    await within(limitMs);
    // Whoever still waits for an answer is told that there will be none.
    ctx.couriers.close();
    await within(farewellMs);
  }
}
