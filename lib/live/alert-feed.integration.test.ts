import { expect, test } from "vitest";
import { actOnAlerts } from "#lib/alerts/act-on-alerts.ts";
import { createSilence } from "#lib/alerts/create-silence.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { alertsOn, offline, startMs } from "#lib/alerts/testing/alerts-under-test.ts";
import type { AlertsContext } from "#lib/alerts/types.ts";
import { AlertQuery } from "#lib/contract/alert.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import { createAlertFeed } from "./alert-feed.ts";
import { createFeed } from "./feed.ts";

const minuteMs = 60_000;
const by = "operator";

/** The feed of one process, with the keys that were set since the last refresh. */
function watch({ store, clock, log }: AlertsContext) {
  const feed = createFeed("alerts", "epoch");
  const set: string[] = [];
  const noted = {
    ...feed,
    set(key: string, value: unknown) {
      set.push(key);
      feed.set(key, value);
    },
  };
  const { refresh } = createAlertFeed({ feed: noted, store, clock, log });
  return {
    entries: () => feed.snapshot().entries as Record<string, { state: string; subject: string }>,
    async read() {
      set.length = 0;
      await refresh();
      return [...set];
    },
  };
}

describeOnEveryStore("the feed of alerts", (open) => {
  test("has what the list has, and afterwards reads only what changed", async () => {
    const ctx = alertsOn(await open());
    const news = await ctx.found(...["V1", "V2", "V3", "V4"].map((code) => offline(code, null, "red")));
    const watched = watch(ctx);
    expect(await watched.read()).toHaveLength(4);
    const listed = await listAlerts(ctx, AlertQuery.parse({}));
    expect(watched.entries()).toEqual(Object.fromEntries(listed.alerts.map((alert) => [alert.id, alert])));
    expect(await watched.read()).toEqual([]);
    ctx.pass(1_000);
    const [first] = news;
    await actOnAlerts(ctx, { action: "acknowledge", ids: [first?.alertId ?? ""], note: "", by });
    expect(await watched.read()).toEqual([first?.alertId]);
  });

  test("is the same in two processes, whoever did what", async () => {
    const ctx = alertsOn(await open());
    const [one, other] = [watch(ctx), watch(ctx)];
    await Promise.all([one.read(), other.read()]);
    const news = await ctx.found(...["V1", "V2", "V3"].map((code) => offline(code, null, "red")));
    await one.read();
    ctx.pass(1_000);
    await actOnAlerts(ctx, { action: "resolve", ids: [news[0]?.alertId ?? ""], note: "", by });
    await createSilence(ctx, { matcher: "subject:V2", minutes: 5, comment: "", by });
    await Promise.all([one.read(), other.read()]);
    expect(one.entries()).toEqual(other.entries());
    const states = () =>
      Object.values(one.entries())
        .map(({ subject, state }) => `${subject} ${state}`)
        .sort();
    expect(states()).toEqual(["V1 resolved", "V2 silenced", "V3 firing"]);
    ctx.pass(5 * minuteMs);
    await one.read();
    expect(states()).toEqual(["V1 resolved", "V2 firing", "V3 firing"]);
    ctx.pass(60 * minuteMs);
    await one.read();
    expect(states()).toEqual(["V2 firing", "V3 firing"]);
  });

  test("finds out what was committed long after it was dated, and what was deleted", async () => {
    const ctx = alertsOn(await open());
    await ctx.found(offline("V1", null, "red"), offline("V2", null, "red"));
    const watched = watch(ctx);
    await watched.read();
    ctx.pass(10 * minuteMs);
    await ctx.found(offline("V3", null, "red"));
    await ctx.store.db.update(alerts).set({ title: "dated long ago", changedAt: new Date(startMs - 1_000) });
    await watched.read();
    ctx.pass(minuteMs);
    await watched.read();
    expect(Object.values(watched.entries())).toEqual([
      expect.objectContaining({ title: "dated long ago" }),
      expect.objectContaining({ title: "dated long ago" }),
      expect.objectContaining({ title: "dated long ago" }),
    ]);
    // A clock that is set back must not put it off.
    await ctx.store.db.delete(alerts);
    ctx.pass(-30 * minuteMs);
    await watched.read();
    expect(watched.entries()).toEqual({});
  });
});
