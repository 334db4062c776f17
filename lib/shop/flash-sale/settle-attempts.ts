// All who wait for one sale, settled together. Nobody is answered before what the answer says is committed.
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { ShopMetrics } from "../shop-metrics.ts";
import { type Bought, finishOrders, type Unfinished } from "./finish-orders.ts";
import { nameOf } from "./key-rows.ts";
import { keyReused, type Taken, takeUnits } from "./take-units.ts";
import type { Attempt, GivenReply, KeptReply } from "./types.ts";

export type SettleContext = {
  store: Pick<Store, "db">;
  clock: Pick<Clock, "nowMs">;
  log: Logger;
  metrics: Pick<ShopMetrics, "stockConflicts">;
  /** Somebody may be watching what is left. */
  stockChanged(): void;
};

type Answer = KeptReply | Error;

export async function settleAttempts(
  context: SettleContext,
  saleId: string,
  attempts: readonly Attempt[],
): Promise<Answer[]> {
  const { store, clock } = context;
  const firsts = firstOfEachKey(attempts);
  const taken = await ask(store, (db) =>
    db.transaction((tx) => takeUnits(tx, saleId, [...firsts.values()], clock.nowMs())),
  );
  noteOutcome(context, taken);
  const answers = await answerAll(context, taken);
  return attempts.map((attempt) => {
    const first = firsts.get(nameOf(attempt));
    const answer = first && answers.get(first);
    if (!first || !answer) return new Error("an attempt to buy was lost on the way");
    if (first === attempt) return answer;
    if (first.fingerprint !== attempt.fingerprint) return keyReused();
    return answer instanceof Error ? answer : { ...answer, replayed: true };
  });
}

/** The same key may come twice at once: the second gets what the first gets. */
function firstOfEachKey(attempts: readonly Attempt[]): Map<string, Attempt> {
  const firsts = new Map<string, Attempt>();
  for (const attempt of attempts) {
    const name = nameOf(attempt);
    if (!firsts.has(name)) firsts.set(name, attempt);
  }
  return firsts;
}

async function answerAll(context: SettleContext, { verdicts }: Taken): Promise<Map<Attempt, Answer>> {
  const answers = new Map<Attempt, Answer>();
  const bought: Bought[] = [];
  const unfinished: Unfinished[] = [];
  for (const [attempt, verdict] of verdicts) {
    if (verdict.kind === "bought") bought.push({ attempt, order: verdict.order, payment: verdict.payment });
    else if (verdict.kind === "unfinished") unfinished.push({ attempt, orderId: verdict.orderId });
    else answers.set(attempt, verdict.kind === "replied" ? verdict.reply : verdict.error);
  }
  try {
    const replies = await finishOrders(context, bought, unfinished);
    for (const [attempt, reply] of replies) answers.set(attempt, toAnswer(reply));
  } catch (error) {
    context.log.exception("payments of a flash sale are not confirmed yet", error, { orders: bought.length });
    const unconfirmed = paymentUnconfirmed(error);
    for (const { attempt } of [...bought, ...unfinished]) answers.set(attempt, unconfirmed);
  }
  return answers;
}

function toAnswer(reply: GivenReply | AppError): Answer {
  return reply instanceof Error ? reply : { ...reply, replayed: false };
}

function noteOutcome({ log, metrics, stockChanged }: SettleContext, { sale, verdicts, lostRaces }: Taken) {
  const sold = [...verdicts.values()].filter(({ kind }) => kind === "bought").length;
  if (sold > 0) stockChanged();
  if (lostRaces === 0) return;
  metrics.stockConflicts.add(lostRaces, { tenant_id: sale.tenant });
  log.warn("buyers came too late for the last units", {
    flash_sale_id: sale.id,
    sku: sale.sku,
    tenant_id: sale.tenant,
    lost: lostRaces,
    sold,
  });
}

function paymentUnconfirmed(cause: unknown): AppError {
  return new AppError(
    "unavailable",
    "Your order is placed; its payment is not confirmed yet. Ask again with the same key: it cannot be charged twice.",
    { reason: "payment_unconfirmed", headers: { "retry-after": "1" }, cause },
  );
}
