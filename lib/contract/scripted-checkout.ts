import { z } from "zod/mini";

/** What happens on the way through the chain is decided by the address alone, so that scripts can rely on it. */
export const scripts = ["success", "order-fail-pay", "order-timeout"] as const;
export const Script = z.enum(scripts);
export type Script = z.infer<typeof Script>;

export const ScriptedCheckout = z.object({
  status: z.literal("success"),
  orderId: z.string(),
  traceId: z.string(),
  requestId: z.string(),
});
export type ScriptedCheckout = z.infer<typeof ScriptedCheckout>;
