import { sql } from "drizzle-orm";
import type { VendorCode } from "#lib/contract/vendor-answers.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { vendorReadings, vendors } from "#lib/store/vendor-tables.ts";
import type { VendorsContext } from "./types.ts";

/** Of whom something is known now, whichever question told it. */
export async function listVendorCodes({ store }: Pick<VendorsContext, "store">): Promise<VendorCode[]> {
  const found = await ask(store, (db) =>
    db.execute(sql`
      select code, name, city from ${vendors} as vendor
      where exists (select 1 from ${vendorReadings} as known where known.code = vendor.code) order by code`),
  );
  return rowsOf(found).map(({ code, name, city }) => ({
    code: String(code),
    name: String(name),
    city: String(city),
  }));
}
