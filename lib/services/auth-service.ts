import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import { database } from "./data-operations.ts";
import { auth } from "./operations.ts";

const missingKeyRate = 0.001;

export const authService = defineService("auth-service", [
  host(auth.verify, async (ctx, { session }) => {
    await ctx.work(8);
    if (ctx.random("signing key").chance(missingKeyRate))
      throw new ServiceError(500, "no signing key with the id of this session in the key set");
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
  }),
]);
