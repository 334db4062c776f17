import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Order } from "#lib/contract/order.ts";
import { toOrder } from "#lib/shop/read-order.ts";
import { ask } from "#lib/store/ask.ts";
import { orders, payments, refunds } from "#lib/store/schema.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { noSuchOrder } from "./refusals.ts";

type Context = { store: Pick<Store, "db"> };
type Wanted = { visitorId: string | undefined; orderId: string };

/** Of nobody else: another visitor's order is as if it were not there. */
export async function findOrder(
  { store }: Context,
  { visitorId, orderId }: Wanted,
): Promise<Order | undefined> {
  if (visitorId === undefined) return undefined;
  const rows = await ask(store, (db) =>
    selectWithPayment(db).where(and(eq(orders.id, orderId), eq(orders.visitorId, visitorId))),
  );
  const [order] = await withRefunds({ store }, rows);
  return order;
}

export async function readOrder(context: Context, wanted: Wanted): Promise<Order> {
  const order = await findOrder(context, wanted);
  if (!order) throw noSuchOrder(wanted.orderId);
  return order;
}

export function selectWithPayment(db: Database) {
  return db
    .select({ order: getTableColumns(orders), payment: getTableColumns(payments) })
    .from(orders)
    .innerJoin(payments, eq(payments.orderId, orders.id));
}

type Rows = Awaited<ReturnType<typeof selectWithPayment>>;

export async function withRefunds({ store }: Context, rows: Rows): Promise<Order[]> {
  const refunded = rows.filter(({ payment }) => payment.refundedMinor > 0).map(({ order }) => order.id);
  const given =
    refunded.length === 0
      ? []
      : await ask(store, (db) =>
          db
            .select()
            .from(refunds)
            .where(inArray(refunds.orderId, refunded))
            .orderBy(asc(refunds.createdAt), asc(refunds.id)),
        );
  return rows.map(({ order, payment }) =>
    toOrder(
      order,
      payment,
      given.filter(({ orderId }) => orderId === order.id),
    ),
  );
}
