import { sql } from "drizzle-orm";
import type { Database, Store } from "#lib/store/types.ts";

/** Any number, as long as nothing else takes locks of this class. */
const cartLocks = 8_211;

/**
 * Whoever changes carts in a transaction takes turns with others that change the same visitors' carts, in any process.
 * The embedded database has one session and one process, so there they take turns anyway.
 */
export async function lockCarts(
  tx: Database,
  kind: Store["kind"],
  visitorIds: readonly string[],
): Promise<void> {
  if (kind === "pglite") return;
  // In the order of the locks, so that two batches never wait for each other: two visitors can share one.
  const ids = sql.param([...visitorIds]);
  await tx.execute(sql`
    select pg_advisory_xact_lock(${cartLocks}, place) from (
      select distinct hashtext(visitor) as place from unnest(${ids}::text[]) as visitor order by place
    ) as places`);
}
