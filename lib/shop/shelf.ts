// Owns what this process knows of the catalogue: asked at every cart click, so it is kept for a few seconds. Whether there
// is enough of a product is decided where it is written; this says what it is called and costs.
import { Product } from "#lib/contract/catalogue.ts";
import { type Tenant, tenants } from "#lib/contract/tenant.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { ask } from "#lib/store/ask.ts";
import { products } from "#lib/store/schema.ts";
import { shareInFlight } from "#lib/store/share-in-flight.ts";
import type { Store } from "#lib/store/types.ts";
import type { Meter } from "#lib/telemetry/types.ts";

/** As old as a price or a name in a cart may be. */
const freshForMs = 5_000;

export type Shelf = {
  /** Undefined as well when what is known is too old. */
  known(tenant: Tenant, sku: string): Product | undefined;
  /** Reads all of it anew; who asks meanwhile gets the same reading. */
  read(): Promise<void>;
  /** However old. */
  remembered(sku: string): Product | undefined;
};

type Given = { store: Pick<Store, "db">; clock: Pick<Clock, "monotonicMs">; meter: Meter };

export function createShelf({ store, clock, meter }: Given): Shelf {
  let bySku: ReadonlyMap<string, Product> = new Map();
  let readAtMs: number | undefined;
  // Of the last one who needed it: while nobody does, nothing lags behind, however old it gets.
  let lagMs = 0;
  const ageMs = () => (readAtMs === undefined ? Number.POSITIVE_INFINITY : clock.monotonicMs() - readAtMs);

  meter.observedGauge(
    {
      name: "bisney_inventory_lag",
      help: "Age in seconds of what was known of the stock when it was last needed",
      labels: ["tenant_id"],
      serviceLabel: false,
    },
    () =>
      readAtMs === undefined
        ? []
        : tenants.map((tenant) => ({ value: lagMs / 1_000, labels: { tenant_id: tenant } })),
  );

  return {
    known(tenant, sku) {
      lagMs = ageMs();
      const product = lagMs <= freshForMs ? bySku.get(sku) : undefined;
      return product?.tenant === tenant ? product : undefined;
    },
    remembered: (sku) => bySku.get(sku),
    read: shareInFlight(async () => {
      // Who is at the door gets this reading too: the embedded database would be done before they are let in.
      await new Promise(setImmediate);
      const askedAtMs = clock.monotonicMs();
      const rows = await ask(store, (db) => db.select().from(products));
      bySku = new Map(rows.map((row) => [row.sku, Product.parse(row)]));
      readAtMs = askedAtMs;
      lagMs = ageMs();
    }),
  };
}
