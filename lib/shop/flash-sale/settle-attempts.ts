// All who wait for one sale, settled together. Nobody is answered before what the answer says is committed.

import { ask } from "#lib/store/ask.ts";
import type { GivenReply } from "../keyed-purchase.ts";
import { keyReused, paymentUnconfirmed } from "../keyed-purchase.ts";
import { orderFor, refusalAtDoor, refuse, replyFor } from "./place-order.ts";
import { nameOf } from "./read-earlier.ts";
import { keepOrRecall, recallAttempts } from "./recall-attempts.ts";
import { capturePayments, claimUnits } from "./settle-statements.ts";
import type { Answer, Attempt, OpenSale, SettleContext, Standings } from "./types.ts";

export async function settleAttempts(
  context: SettleContext,
  sale: OpenSale,
  attempts: readonly Attempt[],
): Promise<Answer[]> {
  const firsts = firstOfEachKey(attempts);
  const standings = await takeUnits(context, sale, [...firsts.values()]);
  const answers = await finish(context, standings);
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

async function takeUnits(
  context: SettleContext,
  sale: OpenSale,
  attempts: readonly Attempt[],
): Promise<Standings> {
  const { store, clock, passPoint } = context;
  const createdAt = new Date(Math.floor(clock.nowMs()));
  const claims = attempts.map((attempt) => ({ attempt, pays: refusalAtDoor(attempt) === undefined }));
  passPoint("before-commit");
  const claimed = await ask(store, (db) => claimUnits(db, sale, claims, createdAt.toISOString()));
  passPoint("after-commit");
  const standings: Standings = new Map();
  const earlier: Attempt[] = [];
  let sold = 0;
  let lost = 0;
  attempts.forEach((attempt, place) => {
    if (claimed[place]?.bought) {
      sold += 1;
      standings.set(attempt, { kind: "placed", placed: orderFor(attempt, sale, createdAt) });
    } else if (claimed[place]?.fresh) {
      if (claims[place]?.pays) lost += 1;
      standings.set(attempt, { kind: "refused", reply: refuse(attempt, sale) });
    } else earlier.push(attempt);
  });
  if (sold > 0) context.stockChanged();
  if (lost > 0) noteLostRaces(context, sale, { lost, sold });
  if (earlier.length > 0)
    for (const [attempt, standing] of await recallAttempts(context, sale, earlier, createdAt.getTime()))
      standings.set(attempt, standing);
  return standings;
}

/** The card network takes the money, our books say so, and the replies are kept. Each may be repeated. */
async function finish(
  { store, clock, log, passPoint }: SettleContext,
  standings: Standings,
): Promise<Map<Attempt, Answer>> {
  const answers = new Map<Attempt, Answer>();
  const replies: { attempt: Attempt; reply: GivenReply }[] = [];
  const orderIds: string[] = [];
  for (const [attempt, standing] of standings) {
    if (standing.kind === "answered") answers.set(attempt, standing.answer);
    else if (standing.kind === "refused") replies.push({ attempt, reply: standing.reply });
    else {
      replies.push({ attempt, reply: replyFor(attempt, standing.placed) });
      if (standing.placed.order.status === "processing") orderIds.push(standing.placed.order.id);
    }
  }
  // In one order everywhere, for the sake of others who finish the same ones.
  orderIds.sort();
  try {
    const at = new Date(clock.nowMs()).toISOString();
    if (orderIds.length > 0) await ask(store, (db) => capturePayments(db, orderIds, at));
    passPoint("after-capture");
    const kept = await keepOrRecall({ store }, orderIds, replies);
    passPoint("before-reply");
    for (const [attempt, reply] of kept) answers.set(attempt, reply);
  } catch (error) {
    log.exception("payments of a flash sale are not confirmed yet", error, { orders: orderIds.length });
    for (const { attempt, reply } of replies)
      answers.set(attempt, reply.status === 201 ? paymentUnconfirmed(error) : (error as Error));
  }
  return answers;
}

function noteLostRaces(
  { log, metrics }: SettleContext,
  sale: OpenSale,
  counts: { lost: number; sold: number },
) {
  metrics.stockConflicts.add(counts.lost, { tenant_id: sale.tenant });
  log.warn("buyers came too late for the last units", {
    flash_sale_id: sale.id,
    sku: sale.sku,
    tenant_id: sale.tenant,
    ...counts,
  });
}
