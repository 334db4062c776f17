// Buying as one process of several does it: its own connections, its own services, its own keys under way; one database.

import { randomBytes, randomUUID } from "node:crypto";
import { trace } from "@opentelemetry/api";
import type { Card, Order } from "#lib/contract/order.ts";
import { testCards } from "#lib/contract/test-cards.ts";
import { type Clock, wallClock } from "#lib/kernel/clock.ts";
import { passNothing } from "#lib/kernel/crash-points.ts";
import { type AppError, asAppError } from "#lib/kernel/errors.ts";
import type { MeshOptions } from "#lib/mesh/create.ts";
import type { KeptReply } from "#lib/shop/keyed-purchase.ts";
import { lockCarts } from "#lib/shop/lock-carts.ts";
import { cartItems } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { checkOut } from "../checkout/check-out.ts";
import { refundOrder } from "../checkout/refund-order.ts";
import type { CheckoutContext } from "../checkout/types.ts";
import { createSqlLedger } from "../ledger/sql-ledger.ts";
import { type MeshUnderTest, startMesh } from "./mesh-under-test.ts";

export const goodCard: Card = { number: testCards[0].number, expiry: "12/40", cvc: "123" };

export type ShopUnderTest = {
  ctx: CheckoutContext;
  mesh: MeshUnderTest;
  buy(asked: { visitorId: string; key: string; card?: Card }): Promise<KeptReply>;
  refund(asked: { visitorId: string; key: string; orderId: string; amountMinor: number }): Promise<KeptReply>;
  lostRaces(): number;
};

/** A busy machine is slow, not broken: work takes its time there, and whoever waits for it waits four times as long. */
const patience = 4;
const patientClock: Clock = {
  ...wallClock,
  monotonicMs: () => wallClock.monotonicMs() / patience,
  after: (ms, ring) => wallClock.after(ms * patience, ring),
};

export const newVisitor = () => randomBytes(16).toString("hex");
export const newKey = () => `key-${randomUUID()}`;

/** `hosts`: a process that was set up wrongly knows only some of the services. */
export function startShop(store: Store, only: Pick<MeshOptions, "hosts"> = {}): ShopUnderTest {
  const mesh = startMesh({ ledger: createSqlLedger(store), clock: patientClock, ...only });
  const silence = () => undefined;
  let lost = 0;
  const addLost = (count: number) => {
    lost += count;
  };
  const log = {
    debug: silence,
    info: silence,
    warn: silence,
    error: silence,
    critical: silence,
    exception: silence,
    named: () => log,
  };
  const ctx: CheckoutContext = {
    store,
    clock: wallClock,
    mesh: mesh.mesh,
    web: { name: "faultmart", log, tracer: trace.getTracer("faultmart") },
    keysUnderWay: new Map(),
    metrics: { stockConflicts: { add: addLost } },
    passPoint: passNothing,
    stockChanged: silence,
  };
  const wording = () => ({ requestId: randomUUID(), refuse });
  return {
    ctx,
    mesh,
    lostRaces: () => lost,
    buy: ({ card = goodCard, ...asked }) =>
      answered(checkOut(ctx, { tenant: "merch", card, ...asked, ...wording() })),
    refund: ({ amountMinor, ...asked }) =>
      answered(refundOrder(ctx, { ...asked, refund: { amountMinor, reason: "" }, ...wording() })),
  };
}

const refuse = ({ code, reason }: AppError) => ({
  status: code === "payment_required" ? 402 : 409,
  body: `${reason ?? code} ${randomUUID()}`,
});

/** What is not kept is told as well: as what a route makes of it. */
async function answered(reply: Promise<KeptReply>): Promise<KeptReply> {
  return reply.catch((error: unknown) => {
    const known = asAppError(error);
    if (!known) throw error;
    const status = known.code === "unavailable" ? 503 : known.code === "validation_failed" ? 422 : 409;
    return { status, body: known.reason ?? known.code, replayed: false };
  });
}

export const orderIn = ({ body }: KeptReply) => JSON.parse(body) as Order;

export async function putIntoCart({ db, kind }: Store, visitorId: string, lines: Record<string, number>) {
  const rows = Object.entries(lines).map(([sku, quantity], nth) => ({
    visitorId,
    tenant: "merch" as const,
    sku,
    quantity,
    addedAt: new Date(1_700_000_000_000 + nth),
  }));
  await db.transaction(async (tx) => {
    await lockCarts(tx, kind, [visitorId]);
    await tx.insert(cartItems).values(rows).onConflictDoNothing();
  });
}
