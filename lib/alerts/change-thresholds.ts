// New limits, what is known judged by them, and the alerts that follow: all of it or nothing.
import type { ThresholdChange, Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database } from "#lib/store/types.ts";
import { rejudge } from "#lib/vendors/rejudge.ts";
import { writeDefaultThresholds, writeThresholds } from "#lib/vendors/thresholds/change-thresholds.ts";
import { applyVendorChanges } from "./apply-vendor-changes.ts";
import { tellNews } from "./tell-news.ts";
import type { AlertsContext } from "./types.ts";

type Asked = { question: VendorQuestion; by: string };

export function changeThresholds(
  ctx: AlertsContext,
  { change, ...asked }: Asked & { change: ThresholdChange },
): Promise<Thresholds> {
  return judgeBy(ctx, asked, (tx, nowMs) => writeThresholds(tx, { ...asked, change, nowMs }));
}

export function resetThresholds(
  ctx: AlertsContext,
  asked: Asked & { version?: number | undefined },
): Promise<Thresholds> {
  return judgeBy(ctx, asked, (tx, nowMs) => writeDefaultThresholds(tx, { ...asked, nowMs }));
}

async function judgeBy(
  ctx: AlertsContext,
  { question }: Asked,
  write: (tx: Database, nowMs: number) => Promise<Thresholds>,
): Promise<Thresholds> {
  const { thresholds, news } = await ask(ctx.store, (db) =>
    db.transaction(async (tx) => {
      const nowMs = ctx.clock.nowMs();
      const written = await write(tx, nowMs);
      const changes = await rejudge(tx, question, written, nowMs);
      return { thresholds: written, news: await applyVendorChanges(tx, { changes, nowMs }) };
    }),
  );
  tellNews(ctx, news);
  return thresholds;
}
