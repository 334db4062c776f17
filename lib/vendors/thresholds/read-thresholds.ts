// Every change is a row, and the newest holds; without one it is as delivered.
import { desc, eq } from "drizzle-orm";
import type { Thresholds } from "#lib/contract/thresholds.ts";
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database } from "#lib/store/types.ts";
import { thresholdVersions } from "#lib/store/vendor-tables.ts";
import type { VendorsContext } from "../types.ts";
import { defaultThresholds } from "./defaults.ts";

/** Shown, and thereby what an operator can go back to by hand. */
const mostVersions = 100;

type Row = typeof thresholdVersions.$inferSelect;

export async function currentThresholds(tx: Database, question: VendorQuestion): Promise<Thresholds> {
  const [newest] = await versionsOf(tx, question, 1);
  return newest ? toThresholds(newest) : asDelivered(question);
}

type Context = Pick<VendorsContext, "store">;

export function listThresholds({ store }: Context): Promise<{ thresholds: Thresholds[] }> {
  return ask(store, async (db) => {
    const thresholds: Thresholds[] = [];
    for (const question of vendorQuestions) thresholds.push(await currentThresholds(db, question));
    return { thresholds };
  });
}

/** The newest first; what was delivered is the last of them. */
export function listVersions(
  { store }: Context,
  question: VendorQuestion,
): Promise<{ versions: Thresholds[] }> {
  return ask(store, async (db) => {
    const rows = await versionsOf(db, question, mostVersions);
    return { versions: [...rows.map(toThresholds), asDelivered(question)] };
  });
}

function versionsOf(tx: Database, question: VendorQuestion, most: number): Promise<Row[]> {
  return tx
    .select()
    .from(thresholdVersions)
    .where(eq(thresholdVersions.question, question))
    .orderBy(desc(thresholdVersions.version))
    .limit(most);
}

export function toThresholds(row: Row): Thresholds {
  return { ...row, changedAt: row.changedAt.toISOString() };
}

function asDelivered(question: VendorQuestion): Thresholds {
  return {
    question,
    version: 0,
    ...defaultThresholds[question],
    changedBy: "faultmart",
    note: "As delivered",
    changedAt: null,
    isDefault: true,
  };
}
