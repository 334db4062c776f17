import { randomBytes } from "node:crypto";
import type { FlashLoadResult } from "#lib/contract/flash-sale.ts";
import type { Card } from "#lib/contract/order.ts";
import { testCards } from "#lib/contract/test-cards.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import { buyFlashUnit } from "./buy-flash-unit.ts";
import { findFlashSale } from "./find-flash-sale.ts";
import { loadRunning } from "./refusals.ts";
import type { Attempt } from "./types.ts";
import type { WaitingRooms } from "./waiting-rooms.ts";

type Context = {
  store: Pick<Store, "db">;
  clock: Pick<Clock, "nowMs" | "monotonicMs">;
  flashBuyers: Pick<WaitingRooms, "wait">;
  flashLoads: FlashLoads;
};
/** The sales that a crowd of this process is at. */
export type FlashLoads = Set<string>;
type Input = Pick<Attempt, "requestId" | "traceId" | "refuse"> & { saleId: string; buyers: number };
type Ending = "bought" | "soldOut" | "failed";

const card: Card = { number: testCards[0].number, expiry: "12/40", cvc: "123" };

/** One crowd at a time: of two, neither could be counted, and together they would fill the room for everybody else. */
export async function loadFlashSale(context: Context, input: Input): Promise<FlashLoadResult> {
  const { flashLoads } = context;
  const { saleId } = input;
  if (flashLoads.has(saleId)) throw loadRunning();
  flashLoads.add(saleId);
  try {
    await findFlashSale(context, saleId);
    return await sendCrowd(context, input);
  } finally {
    flashLoads.delete(saleId);
  }
}

/** Through the same door as everybody: each a visitor of their own, all at the same moment. */
async function sendCrowd(context: Context, { saleId, buyers, ...words }: Input): Promise<FlashLoadResult> {
  const { clock } = context;
  const startMs = clock.monotonicMs();
  const waits: number[] = [];
  const endings = await Promise.all(
    Array.from({ length: buyers }, async () => {
      const ending = await buyOnce(context, saleId, words);
      waits.push(clock.monotonicMs() - startMs);
      return ending;
    }),
  );
  const durationMs = clock.monotonicMs() - startMs;
  const count = (ending: Ending) => endings.filter((one) => one === ending).length;
  // They ended in the order of their waits.
  const waited = (share: number) => waits[Math.ceil(share * waits.length) - 1] ?? 0;
  const { left } = await findFlashSale(context, saleId);
  return {
    buyers,
    bought: count("bought"),
    soldOut: count("soldOut"),
    failed: count("failed"),
    durationMs,
    p50Ms: waited(0.5),
    p99Ms: waited(0.99),
    left,
  };
}

async function buyOnce(
  context: Pick<Context, "flashBuyers" | "clock">,
  saleId: string,
  words: Omit<Input, "saleId" | "buyers">,
): Promise<Ending> {
  const visitorId = randomBytes(16).toString("hex");
  const key = `load-${visitorId}`;
  try {
    const { status } = await buyFlashUnit(context, { ...words, saleId, visitorId, key, card });
    return status === 201 ? "bought" : status === 409 ? "soldOut" : "failed";
  } catch {
    return "failed";
  }
}
