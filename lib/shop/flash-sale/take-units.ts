// The first of three transactions: who gets a unit. It locks the row of the sale once for all who wait together.
import { eq } from "drizzle-orm";
import { AppError } from "#lib/kernel/errors.ts";
import { flashSales } from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import { cardRefused, refusalOf } from "../card-network.ts";
import { orderIdOf, paymentIdOf } from "../order-id.ts";
import { noSuchSale, selectWithGoods } from "./find-flash-sale.ts";
import { type FlashSaleRow, type GoodsRow, stateOf } from "./flash-sale-state.ts";
import { insertKeys, type KeyRow, keepReplies, nameOf, readKeys } from "./key-rows.ts";
import { type BoughtOrder, insertOrders } from "./order-rows.ts";
import type { Attempt, GivenReply, KeptReply } from "./types.ts";

export type Verdict =
  | ({ kind: "bought" } & BoughtOrder)
  /** Somebody began it with this key and did not come to its end. */
  | { kind: "unfinished"; orderId: string }
  | { kind: "replied"; reply: KeptReply }
  | { kind: "failed"; error: AppError };

export type Taken = { sale: FlashSaleRow; verdicts: Map<Attempt, Verdict>; lostRaces: number };

type Sale = { sale: FlashSaleRow; goods: GoodsRow; nowMs: number };

/** Each attempt has another key. */
export async function takeUnits(
  tx: Database,
  saleId: string,
  attempts: readonly Attempt[],
  nowMs: number,
): Promise<Taken> {
  const [found] = await selectWithGoods(tx).where(eq(flashSales.id, saleId));
  if (!found) throw noSuchSale(saleId);
  const state = stateOf({ ...found.sale, leftUnits: 1 }, nowMs);
  const fresh = state === "open" ? await insertKeys(tx, attempts, nowMs) : new Set<string>();
  const isFresh = (attempt: Attempt) => fresh.has(nameOf(attempt));

  const verdicts = new Map<Attempt, Verdict>();
  const earlier = attempts.filter((attempt) => !isFresh(attempt));
  const known = earlier.length > 0 ? await readKeys(tx, earlier) : new Map<string, KeyRow>();
  for (const attempt of earlier) {
    const row = known.get(nameOf(attempt));
    verdicts.set(
      attempt,
      row ? recall(row, attempt) : { kind: "failed", error: notOpen(found.sale, state, nowMs) },
    );
  }
  const lostRaces = await serve(tx, { ...found, nowMs }, attempts.filter(isFresh), verdicts);
  return { sale: found.sale, verdicts, lostRaces };
}

function recall(row: KeyRow, attempt: Attempt): Verdict {
  if (row.fingerprint !== attempt.fingerprint) return { kind: "failed", error: keyReused() };
  if (row.replyStatus === null || row.replyBody === null) return { kind: "unfinished", orderId: row.orderId };
  return { kind: "replied", reply: { status: row.replyStatus, body: row.replyBody, replayed: true } };
}

/** First come, first served, among those whose card pays. Returns how many came too late. */
async function serve(
  tx: Database,
  sale: Sale,
  buyers: readonly Attempt[],
  verdicts: Map<Attempt, Verdict>,
): Promise<number> {
  const refused: { attempt: Attempt; reply: GivenReply }[] = [];
  const paying: Attempt[] = [];
  for (const attempt of buyers) {
    const refusal = refusalOf(attempt.cardEnding);
    if (refusal === undefined) paying.push(attempt);
    else refused.push({ attempt, reply: attempt.refuse(cardRefused(refusal)) });
  }
  const units = paying.length > 0 ? await takeFromSale(tx, sale.sale.id, paying.length) : 0;
  const bought = paying.slice(0, units).map((attempt) => ({ attempt, ...orderFor(attempt, sale) }));
  await insertOrders(tx, bought);
  const late = paying.slice(units);
  for (const attempt of late) refused.push({ attempt, reply: attempt.refuse(soldOut(sale.goods.name)) });
  await keepReplies(tx, refused);

  for (const { attempt, order, payment } of bought) verdicts.set(attempt, { kind: "bought", order, payment });
  for (const { attempt, reply } of refused)
    verdicts.set(attempt, { kind: "replied", reply: { ...reply, replayed: false } });
  return late.length;
}

/** As many as are wanted, or left. Until the transaction ends nobody else takes any. */
async function takeFromSale(tx: Database, saleId: string, wanted: number): Promise<number> {
  const here = eq(flashSales.id, saleId);
  const [locked] = await tx
    .select({ leftUnits: flashSales.leftUnits })
    .from(flashSales)
    .where(here)
    .for("update");
  const leftUnits = locked?.leftUnits ?? 0;
  const units = Math.min(wanted, leftUnits);
  if (units > 0)
    await tx
      .update(flashSales)
      .set({ leftUnits: leftUnits - units })
      .where(here);
  return units;
}

function orderFor(attempt: Attempt, { sale, goods, nowMs }: Sale): BoughtOrder {
  const orderId = orderIdOf(attempt.visitorId, attempt.key);
  const { tenant, sku, priceMinor } = sale;
  return {
    order: {
      id: orderId,
      visitorId: attempt.visitorId,
      tenant,
      status: "processing",
      totalMinor: priceMinor,
      currency: goods.currency,
      items: [{ sku, name: goods.name, quantity: 1, priceMinor }],
      steps: [],
      flashSaleId: sale.id,
      requestId: attempt.requestId,
      traceId: attempt.traceId,
      createdAt: new Date(Math.floor(nowMs)),
    },
    payment: {
      id: paymentIdOf(orderId),
      state: "authorized",
      cardEnding: attempt.cardEnding,
      amountMinor: priceMinor,
      refundedMinor: 0,
    },
  };
}

function soldOut(name: string): AppError {
  return new AppError(
    "conflict",
    `${name} is sold out: somebody else took the last unit. Nothing was charged.`,
    {
      reason: "sold_out",
    },
  );
}

function notOpen({ startsAt, endsAt }: FlashSaleRow, state: string, nowMs: number): AppError {
  if (state === "over")
    return new AppError("conflict", `This sale ended at ${endsAt.toISOString()}. Nothing was charged.`, {
      reason: "not_open",
    });
  const seconds = Math.max(1, Math.ceil((startsAt.getTime() - nowMs) / 1_000));
  return new AppError("conflict", `This sale opens at ${startsAt.toISOString()}. Nothing was charged.`, {
    reason: "not_open",
    headers: { "retry-after": String(seconds) },
  });
}

export function keyReused(): AppError {
  return new AppError(
    "validation_failed",
    "This Idempotency-Key was used for something else. Make a new one for each purchase.",
    { reason: "idempotency_key_reused" },
  );
}
