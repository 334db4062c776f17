// Keys of many attempts in one statement each. Rows travel as JSON, so that the text of a statement is always the same.
import { sql } from "drizzle-orm";
import { idempotencyKeys } from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import { orderIdOf } from "../order-id.ts";
import type { Attempt, GivenReply } from "./types.ts";

type Name = Pick<Attempt, "visitorId" | "key">;
export type KeyRow = Pick<
  typeof idempotencyKeys.$inferSelect,
  "visitorId" | "key" | "fingerprint" | "orderId" | "replyStatus" | "replyBody"
>;

export function nameOf({ visitorId, key }: Name): string {
  return `${visitorId} ${key}`;
}

/** Returns the names of those that were new. Waits for another process that has one of them under way. */
export async function insertKeys(
  tx: Database,
  attempts: readonly Attempt[],
  nowMs: number,
): Promise<Set<string>> {
  const rows = JSON.stringify(
    attempts.map(({ visitorId, key, fingerprint }) => ({
      visitor_id: visitorId,
      key,
      fingerprint,
      order_id: orderIdOf(visitorId, key),
    })),
  );
  const createdAt = new Date(nowMs).toISOString();
  // In one order everywhere: two processes with the same keys must not wait for each other.
  const inserted = await tx
    .insert(idempotencyKeys)
    .select(
      sql`select visitor_id, key, fingerprint, order_id, 1, null::timestamptz, null::integer, null::text,
          ${createdAt}::timestamptz
        from json_to_recordset(${rows}::json)
          as asked(visitor_id text, key text, fingerprint text, order_id text)
        order by visitor_id, key`,
    )
    .onConflictDoNothing()
    .returning({ visitorId: idempotencyKeys.visitorId, key: idempotencyKeys.key });
  return new Set(inserted.map(nameOf));
}

export async function readKeys(tx: Database, names: readonly Name[]): Promise<Map<string, KeyRow>> {
  const { visitorId, key, fingerprint, orderId, replyStatus, replyBody } = idempotencyKeys;
  const rows = JSON.stringify(names.map((name) => ({ visitor_id: name.visitorId, key: name.key })));
  const found = await tx
    .select({ visitorId, key, fingerprint, orderId, replyStatus, replyBody })
    .from(idempotencyKeys)
    .innerJoin(
      sql`json_to_recordset(${rows}::json) as asked(visitor_id text, key text)`,
      sql`asked.visitor_id = ${visitorId} and asked.key = ${key}`,
    );
  return new Map(found.map((row) => [nameOf(row), row]));
}

/** A reply that is there already stays. */
export async function keepReplies(
  tx: Database,
  replies: readonly { attempt: Name; reply: GivenReply }[],
): Promise<void> {
  if (replies.length === 0) return;
  const rows = JSON.stringify(
    replies.map(({ attempt, reply }) => ({
      visitor_id: attempt.visitorId,
      key: attempt.key,
      status: reply.status,
      body: reply.body,
    })),
  );
  await tx.execute(
    sql`update ${idempotencyKeys} as kept set reply_status = given.status, reply_body = given.body
      from json_to_recordset(${rows}::json) as given(visitor_id text, key text, status integer, body text)
      where kept.visitor_id = given.visitor_id and kept.key = given.key and kept.reply_status is null`,
  );
}
