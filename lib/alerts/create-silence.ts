import { randomUUID } from "node:crypto";
import { count, gt } from "drizzle-orm";
import type { NewSilence } from "#lib/contract/alert.ts";
import type { Silence } from "#lib/contract/alert-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { silences } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { readCoverable, toSilence } from "./to-silence.ts";
import type { AlertsContext } from "./types.ts";

const minuteMs = 60_000;
/** Every open alert is held against every active one, again and again. */
export const mostActive = 200;

export async function createSilence(
  ctx: AlertsContext,
  { matcher, minutes, comment, by }: NewSilence & { by: string },
): Promise<Silence> {
  const silence = await ask(ctx.store, async (db) => {
    const nowMs = Math.floor(ctx.clock.nowMs());
    const [found] = await db
      .select({ active: count() })
      .from(silences)
      .where(gt(silences.endsAt, new Date(nowMs)));
    if (Number(found?.active) >= mostActive) throw tooMany();
    const row = {
      id: `sil_${randomUUID().replaceAll("-", "").slice(0, 20)}`,
      matcher: matcher.trim(),
      comment,
      createdBy: by,
      startsAt: new Date(nowMs),
      endsAt: new Date(nowMs + minutes * minuteMs),
    };
    await db.insert(silences).values(row);
    return toSilence(row, await readCoverable(db), nowMs);
  });
  ctx.log.info("alerts are silenced", { "silence.id": silence.id, matcher: silence.matcher, minutes });
  ctx.changed();
  return silence;
}

function tooMany(): AppError {
  return new AppError(
    "conflict",
    `${mostActive} silences are active, the most there can be. End one that is no longer needed, or make one whose filter fits more.`,
  );
}
