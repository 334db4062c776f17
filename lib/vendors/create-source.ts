// Which source it is: Metabase where the settings name it, else the built-in vendors, else none.
import type { Config } from "#lib/config/load.ts";
import type { Conditions } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createMetabaseSource } from "./metabase/create-source.ts";
import { createSimulatedSource } from "./simulated/create-source.ts";
import { vendorCodes } from "./simulated/create-vendors.ts";
import type { VendorSource } from "./types.ts";

type Settings = Pick<
  Config,
  | "MESH_SEED"
  | "SIMULATED_VENDORS"
  | "METABASE_URL"
  | "METABASE_USERNAME"
  | "METABASE_PASSWORD"
  | "METABASE_PAGE_SIZE"
  | "METABASE_TIMEOUT_SECONDS"
  | "QUESTION_ID_DISCOUNT_STOCK"
  | "QUESTION_ID_VENDOR_STATUS"
  | "QUESTION_ID_VENDOR_PRODUCT_STATUS"
>;
type Given = { config: Settings; clock: Pick<Clock, "nowMs">; conditions: Pick<Conditions, "atVendor"> };

/** Undefined where no vendors are watched at all. */
export function createVendorSource({ config, clock, conditions }: Given): VendorSource | undefined {
  const { METABASE_URL: url, METABASE_USERNAME: username, METABASE_PASSWORD: password } = config;
  if (url !== undefined && username !== undefined && password !== undefined)
    return createMetabaseSource({
      url,
      username,
      password,
      limitMs: config.METABASE_TIMEOUT_SECONDS * 1_000,
      pageSize: config.METABASE_PAGE_SIZE,
      questionIds: {
        "discount-stock": config.QUESTION_ID_DISCOUNT_STOCK,
        "vendor-status": config.QUESTION_ID_VENDOR_STATUS,
        "vendor-product-status": config.QUESTION_ID_VENDOR_PRODUCT_STATUS,
      },
    });
  const { MESH_SEED: seed, SIMULATED_VENDORS: count } = config;
  return count > 0 ? createSimulatedSource({ seed, count, clock, conditions }) : undefined;
}

/** Whose feed is made here, so that something can be wrong with it. */
export function breakableVendors(config: Pick<Settings, "METABASE_URL" | "SIMULATED_VENDORS">): string[] {
  return config.METABASE_URL === undefined ? vendorCodes(config.SIMULATED_VENDORS) : [];
}
