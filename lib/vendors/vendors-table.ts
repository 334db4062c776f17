import { sql } from "drizzle-orm";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendors } from "#lib/store/vendor-tables.ts";
import { inSlices } from "./in-slices.ts";
import type { VendorName } from "./reading.ts";
import { compare } from "./to-change.ts";
import type { SourceRow } from "./types.ts";

const rowsAtOnce = 500;
/** When a vendor was last seen is kept no more exactly than this: it decides on its end after weeks. */
const seenStepMs = 3_600_000;

type Known = VendorName & { lastSeenMs: number };

async function readVendors(tx: Database): Promise<Map<string, Known>> {
  const found = await tx.execute(
    sql`select code, name, city, round(date_part('epoch', last_seen_at) * 1000) as last_seen_ms from ${vendors}`,
  );
  const known = new Map<string, Known>();
  for (const row of rowsOf(found))
    known.set(String(row.code), {
      name: String(row.name),
      city: String(row.city),
      lastSeenMs: Number(row.last_seen_ms),
    });
  return known;
}

/** Who is new, is called otherwise, or was not seen for a while. Returns the names of all who are known. */
export async function writeVendors(
  tx: Database,
  rows: readonly SourceRow[],
  nowMs: number,
): Promise<ReadonlyMap<string, VendorName>> {
  const known = await readVendors(tx);
  const news = new Map<string, Known & { code: string }>();
  for (const { code, name, city } of rows) {
    const one = known.get(code);
    if (one?.name === name && one.city === city && nowMs - one.lastSeenMs < seenStepMs) continue;
    known.set(code, { name, city, lastSeenMs: nowMs });
    news.set(code, { code, name, city, lastSeenMs: nowMs });
  }
  // Always in the same order: two questions that are stored at once must not wait for each other in a circle.
  const inOrder = [...news.values()].sort((one, other) => compare(one.code, other.code));
  const seenAt = new Date(nowMs).toISOString();
  await inSlices(inOrder, rowsAtOnce, (slice) =>
    tx.execute(sql`
      insert into ${vendors} (code, name, city, first_seen_at, last_seen_at)
      select code, name, city, ${seenAt}::timestamptz, ${seenAt}::timestamptz
      from unnest(
        ${sql.param(slice.map(({ code }) => code))}::text[],
        ${sql.param(slice.map(({ name }) => name))}::text[],
        ${sql.param(slice.map(({ city }) => city))}::text[]
      ) as row(code, name, city)
      on conflict (code) do update set name = excluded.name, city = excluded.city, last_seen_at = excluded.last_seen_at`),
  );
  return known;
}

export async function readVendorNames(tx: Database): Promise<ReadonlyMap<string, VendorName>> {
  return readVendors(tx);
}
