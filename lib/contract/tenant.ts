import { z } from "zod/mini";

export const tenants = ["merch", "coupons"] as const;
export const Tenant = z.enum(tenants);
export type Tenant = z.infer<typeof Tenant>;
