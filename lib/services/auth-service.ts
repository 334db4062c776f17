import { keyedHex } from "#lib/kernel/random.ts";
import { isCallError, isRefusal, ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { database } from "./data-operations.ts";
import { auth } from "./operations.ts";
import { readSession } from "./session-token.ts";

const unloadedRate = 0.001;

export const authService = defineService("auth-service", [
  host(auth.signIn, async (ctx, { session }) => {
    await readClaim(ctx, session);
    return lookUp(ctx, session);
  }),
  host(auth.verify, async (ctx, { session }) => {
    const { shopperId } = await readClaim(ctx, session);
    try {
      return await lookUp(ctx, session);
    } catch (error) {
      if (!isCallError(error) || isRefusal(error) || ctx.signal.aborted) throw error;
      ctx.log.warn("session accepted as it reads, the session store does not answer", {
        shopper_id: shopperId,
        "error.message": error.message,
      });
      return { shopperId };
    }
  }),
  host(auth.admit, async (ctx, { visitorId }) => {
    await ctx.work(8);
    // The visitor's own id is a secret between the shop and a browser.
    const shopperId = `guest-${keyedHex(6, "guest", visitorId)}`;
    ctx.log.info("guest let in", { shopper_id: shopperId });
    return { shopperId };
  }),
]);

async function readClaim(ctx: ServiceContext, session: string): Promise<{ shopperId: string }> {
  await ctx.work(8);
  if (ctx.random("session policy").chance(unloadedRate))
    throw new ServiceError(500, "session policy version 7 is not loaded");
  const claimed = readSession(session);
  if (claimed) return claimed;
  ctx.log.warn("session refused", { reason: "bad checksum" });
  throw new ServiceError(401, "the session is mistyped: its checksum does not fit", {
    code: "session_invalid",
  });
}

async function lookUp(ctx: ServiceContext, session: string): Promise<{ shopperId: string }> {
  const { shopper } = await ctx.call(database.findSession, { session });
  if (!shopper) {
    ctx.log.info("session refused", { reason: "expired" });
    throw new ServiceError(401, "the session has expired", { code: "session_expired" });
  }
  if (ctx.tenantId !== undefined && shopper.tenant !== ctx.tenantId) {
    ctx.log.warn("session refused", { reason: "other tenant", shopper_id: shopper.id });
    throw new ServiceError(403, "the session belongs to another shop", { code: "wrong_tenant" });
  }
  return { shopperId: shopper.id };
}
