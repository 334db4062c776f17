import type { Tenant } from "#lib/contract/tenant.ts";

export const shopNames: Record<Tenant, string> = { merch: "Merch", coupons: "Coupons" };
