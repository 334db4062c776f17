import { z } from "zod";

export const Health = z.object({ status: z.literal("healthy"), timestamp: z.iso.datetime() });
export type Health = z.infer<typeof Health>;

export const Readiness = z.object({
  status: z.enum(["ready", "not_ready"]),
  checks: z.record(z.string(), z.boolean()).describe("Each part that must work before traffic is welcome"),
  timestamp: z.iso.datetime(),
});
export type Readiness = z.infer<typeof Readiness>;
