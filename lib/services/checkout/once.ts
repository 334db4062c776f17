// A request under a key, however often it comes: done once, and answered with the same bytes.

import type { KeptReply } from "#lib/shop/keyed-purchase.ts";
import { keyReused, paymentUnconfirmed } from "#lib/shop/keyed-purchase.ts";
import { type Claim, claimKey, endAttempt, keepRefusal, keepReply } from "./key-rows.ts";
import { finalRefusal, inProgress } from "./refusals.ts";
import type { CheckoutContext, Keyed } from "./types.ts";

/** While another process works on it, nobody needs to ask again. */
const longestWaitMs = 4_000;
const lookAgainMs = 100;

/** Gets the number of the attempt; what it returns is the reply. */
type Work = (attempt: number) => Promise<unknown>;

/** Under which it is in `keysUnderWay`. */
export function keyName({ visitorId, key }: Pick<Keyed, "visitorId" | "key">): string {
  return `${visitorId} ${key}`;
}

export async function once(ctx: CheckoutContext, keyed: Keyed, work: Work): Promise<KeptReply> {
  const name = keyName(keyed);
  const there = ctx.keysUnderWay.get(name);
  if (there) {
    if (there.fingerprint !== keyed.fingerprint) throw keyReused();
    return { ...(await there.reply), replayed: true };
  }
  const reply = begin(ctx, keyed, work).finally(() => ctx.keysUnderWay.delete(name));
  ctx.keysUnderWay.set(name, { fingerprint: keyed.fingerprint, reply });
  return reply;
}

async function begin(ctx: CheckoutContext, keyed: Keyed, work: Work): Promise<KeptReply> {
  const claim = await claimOrWait(ctx, keyed);
  if (claim.how === "kept") return { ...claim.reply, replayed: true };
  try {
    const value = await work(claim.attempt);
    const reply = await keepReply(ctx, keyed, { status: 201, body: JSON.stringify(value) });
    ctx.passPoint("before-reply");
    return { ...reply, replayed: false };
  } catch (error) {
    const refusal = finalRefusal(error);
    if (!refusal) {
      await letGo(ctx, keyed, claim.attempt);
      throw error;
    }
    const kept = await keepRefusal(ctx, keyed, keyed.refuse(refusal));
    if (kept) return { ...kept, replayed: false };
    await letGo(ctx, keyed, claim.attempt);
    throw paymentUnconfirmed();
  }
}

async function claimOrWait(
  ctx: CheckoutContext,
  keyed: Keyed,
): Promise<Exclude<Claim, { how: "elsewhere" }>> {
  const giveUpMs = ctx.clock.monotonicMs() + longestWaitMs;
  for (;;) {
    const claim = await claimKey(ctx, keyed);
    if (claim.how !== "elsewhere") return claim;
    if (ctx.clock.monotonicMs() >= giveUpMs) throw inProgress();
    await ctx.clock.sleep(lookAgainMs);
  }
}

/** Without a database to say so, the claim runs out by itself. */
async function letGo(ctx: CheckoutContext, keyed: Keyed, attempt: number): Promise<void> {
  await endAttempt(ctx, keyed, attempt).catch((error: unknown) =>
    ctx.web.log.exception("a key could not be let go", error),
  );
}
