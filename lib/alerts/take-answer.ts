import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Database } from "#lib/store/types.ts";
import { storeAnswer } from "#lib/vendors/store-answer.ts";
import type { SourceAnswer } from "#lib/vendors/types.ts";
import { applyVendorChanges } from "./apply-vendor-changes.ts";
import { tellNews } from "./tell-news.ts";
import type { AlertsContext, TakenAnswer } from "./types.ts";

type Taken = { question: VendorQuestion; answer: SourceAnswer; nowMs: number };

/** What a vendors' source answered, and the alerts that follow, in the caller's transaction. */
export async function takeAnswer(
  ctx: AlertsContext,
  tx: Database,
  { question, answer, nowMs }: Taken,
): Promise<TakenAnswer> {
  const stored = await storeAnswer(tx, { question, answer, nowMs });
  const news = await applyVendorChanges(tx, { changes: stored.changes, holding: stored.holding, nowMs });
  return { stored, news, tell: () => tellNews(ctx, news) };
}
