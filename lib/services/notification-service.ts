import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import { notifications } from "./operations.ts";

const relayTroubleRate = 0.001;

export const notificationService = defineService("notification-service", [
  host(notifications.send, async (ctx, { template, orderId }) => {
    await ctx.work(20);
    if (ctx.random("mail relay").chance(relayTroubleRate))
      throw new ServiceError(503, "mail relay: 421 4.7.0 too many connections, closing transmission channel");
    ctx.log.info("message handed to the mail relay", { template, order_id: orderId });
    return { accepted: true };
  }),
]);
