import { and, desc, eq, sql } from "drizzle-orm";
import type { Order, OrderQuery } from "#lib/contract/order.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import { orders } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { selectWithPayment, withRefunds } from "./find-order.ts";

type Asked = OrderQuery & { visitorId: string | undefined };
type Page = { orders: Order[]; next: string | null };

/** A visitor's own orders in one shop, the newest first. */
export async function listOrders(
  { store }: { store: Pick<Store, "db"> },
  { visitorId, tenant, limit, after }: Asked,
): Promise<Page> {
  if (visitorId === undefined) return { orders: [], next: null };
  const last = after === undefined ? undefined : readCursor(after);
  const older =
    last &&
    sql`(${orders.createdAt}, ${orders.id}) < (${new Date(last.atMs).toISOString()}::timestamptz, ${last.id})`;
  const rows = await ask(store, (db) =>
    selectWithPayment(db)
      .where(and(eq(orders.visitorId, visitorId), eq(orders.tenant, tenant), older))
      .orderBy(desc(orders.createdAt), desc(orders.id))
      .limit(limit + 1),
  );
  const page = rows.slice(0, limit);
  const end = rows.length > limit ? page.at(-1)?.order : undefined;
  return { orders: await withRefunds({ store }, page), next: end ? writeCursor(end) : null };
}

function writeCursor({ createdAt, id }: { createdAt: Date; id: string }): string {
  return `${createdAt.getTime()}_${id}`;
}

function readCursor(cursor: string): { atMs: number; id: string } {
  const [, atMs = "", id = ""] = /^(\d{1,14})_(ord_[0-9a-f]{20})$/.exec(cursor) ?? [];
  if (id !== "") return { atMs: Number(atMs), id };
  throw new AppError("validation_failed", "This is not where a page of orders ends.", {
    fields: [{ path: "query.after", message: "take `next` of the page before as it is" }],
  });
}
