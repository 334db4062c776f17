import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { AlertQuery } from "#lib/contract/alert.ts";
import { alertEvents } from "#lib/store/alert-tables.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import { actOnAlerts } from "./act-on-alerts.ts";
import { createSilence, mostActive } from "./create-silence.ts";
import { endSilence } from "./end-silence.ts";
import { findAlert } from "./find-alert.ts";
import { listAlerts } from "./list-alerts.ts";
import { listSilences } from "./list-silences.ts";
import { pruneAlerts } from "./prune-alerts.ts";
import type { DependsOn } from "./rules/find-cause.ts";
import { type HeldFinding, holdFindings } from "./rules/held-findings.ts";
import { syncServiceAlerts } from "./sync-service-alerts.ts";
import { type AlertsUnderTest, alertsOn, offline, startMs, stockLeft } from "./testing/alerts-under-test.ts";

const by = "operator";
const minuteMs = 60_000;
const asked = (query: object = {}) => AlertQuery.parse(query);
const dependsOn: DependsOn = (caller, callee) => callee === "db-service" && caller !== callee;

function failing(subject: string): HeldFinding {
  const words = {
    title: `${subject}: 60 % of requests fail`,
    detail: "60 of 100 requests failed.",
    value: 0.6,
  };
  const about = { kind: "service", rule: "error-rate", subject, item: "", severity: "cherry" } as const;
  const [finding] = holdFindings()([{ ...about, ...words, forMs: 0 }], startMs);
  if (!finding) throw new Error("nothing is found");
  return finding;
}

const look = (ctx: AlertsUnderTest, held: HeldFinding[]) =>
  syncServiceAlerts(ctx, { held, nowMs: ctx.clock.nowMs(), watchedSinceMs: 0, dependsOn });

describeOnEveryStore("the alert of a vendor", (open) => {
  test("opens, follows its severity, and is resolved by whatever is better than a warning", async () => {
    const ctx = alertsOn(await open());
    const events = async (...changes: Parameters<typeof ctx.found>) =>
      (await ctx.found(...changes)).map(({ event, alert }) => [event, alert.severity]);
    expect(await events(offline("V1", "green", "light-green"))).toEqual([]);
    expect(await events(offline("V1", "green", "yellow"))).toEqual([["firing", "yellow"]]);
    expect(await events(offline("V1", "yellow", "cherry"))).toEqual([["worsened", "cherry"]]);
    expect(await events(offline("V1", "cherry", "red"))).toEqual([["improved", "red"]]);
    ctx.pass(minuteMs);
    expect(await events(offline("V1", "red", "green"))).toEqual([["resolved", "red"]]);
    expect(await events(offline("V1", "red", "green"))).toEqual([]);
    const { alerts } = await listAlerts(ctx, asked({ state: "resolved" }));
    const detail = await findAlert(ctx, alerts[0]?.id ?? "");
    expect(detail.alert.detail).toBe(
      "Café Noor, Lisbon, takes no orders since 12:00:00 UTC: offline for 1 h 35 min. High from 30 min on.",
    );
    expect(detail.events.map(({ what }) => what)).toEqual(["fired", "worsened", "improved", "resolved"]);
    expect(detail.blocks.map(({ worst }) => worst).filter(Boolean)).toEqual(["cherry"]);
    expect(ctx.lines).toContain("alert is resolved: Café Noor is offline");
  });

  test("comes back with the next answer that still says so, once it was resolved by hand", async () => {
    const ctx = alertsOn(await open());
    const holds = offline("V1", "red", "red");
    const [first] = await ctx.found(offline("V1", null, "red"));
    expect(await ctx.stillFound(holds, offline("V2", null, null))).toEqual([]);
    expect((await findAlert(ctx, first?.alertId ?? "")).events.map(({ what }) => what)).toEqual(["fired"]);
    ctx.pass(minuteMs);
    await actOnAlerts(ctx, { action: "resolve", ids: [first?.alertId ?? ""], note: "known", by });
    ctx.pass(minuteMs);
    const [second] = await ctx.stillFound(holds);
    expect(second).toMatchObject({ event: "firing", alert: { subject: "V1", severity: "red" } });
    expect(second?.alertId).not.toBe(first?.alertId);
    expect(second?.alert.startedAt).toEqual(new Date(ctx.clock.nowMs()));
    expect(await ctx.stillFound(holds)).toEqual([]);
  });

  test("is over when the vendor is no longer told of, and another one when it comes back", async () => {
    const ctx = alertsOn(await open());
    const [first] = await ctx.found(offline("V1", null, "red"));
    ctx.pass(minuteMs);
    await ctx.found(offline("V1", "red", null));
    ctx.pass(minuteMs);
    const [second] = await ctx.found(offline("V1", null, "red"));
    expect(second?.alertId).not.toBe(first?.alertId);
    const detail = await findAlert(ctx, second?.alertId ?? "");
    expect(detail.earlier.map(({ id }) => id)).toEqual([first?.alertId]);
  });
});

describeOnEveryStore("the board", (open) => {
  test("lists every alert once, page by page, in each order, and counts all that are open", async () => {
    const ctx = alertsOn(await open());
    const words = ["yellow", "red", "cherry", "red-high"] as const;
    for (const nth of [0, 1, 2, 3, 4, 5, 6]) {
      await ctx.found(stockLeft(`V${nth}`, "i1", words[nth % 4] ?? "red"), offline(`V${nth}`, null, "red"));
      ctx.pass(1_000);
    }
    for (const sort of ["severity", "newest", "oldest"]) {
      const ids: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await listAlerts(ctx, asked({ sort, limit: 4, ...(cursor && { cursor }) }));
        ids.push(...page.alerts.map(({ id }) => id));
        cursor = page.next;
      } while (cursor);
      const whole = (await listAlerts(ctx, asked({ sort }))).alerts;
      expect(ids).toEqual(whole.map(({ id }) => id));
      expect(new Set(ids).size).toBe(14);
    }
    const { alerts, counts } = await listAlerts(
      ctx,
      asked({ q: "severity:>=red-high croissant", sort: "oldest" }),
    );
    expect(alerts.map(({ subject, severity }) => [subject, severity])).toEqual([
      ["V2", "cherry"],
      ["V3", "red-high"],
      ["V6", "cherry"],
    ]);
    expect(counts).toEqual({
      severity: { yellow: 2, red: 9, cherry: 2, "red-high": 1 },
      state: { firing: 14 },
      kind: { vendor: 14 },
      rule: { "discount-stock": 7, "vendor-status": 7 },
    });
  });

  test("acknowledges with a note, takes it back, and resolves; what is so already is no news", async () => {
    const ctx = alertsOn(await open());
    const ids = (await ctx.found(offline("V1", null, "red"), offline("V2", null, "red"))).map(
      (one) => one.alertId,
    );
    const act = async (action: "acknowledge" | "unacknowledge" | "resolve", note?: string) => {
      const { changed, alerts } = await actOnAlerts(ctx, { action, ids, note, by });
      return [changed, ...new Set(alerts.map(({ state }) => state))];
    };
    expect(await act("acknowledge", "calling them")).toEqual([2, "acknowledged"]);
    expect(await act("acknowledge", "calling them")).toEqual([0, "acknowledged"]);
    // Somebody who was a moment late, with one click.
    expect(await act("acknowledge")).toEqual([0, "acknowledged"]);
    expect((await findAlert(ctx, ids[0] ?? "")).alert.acknowledged).toMatchObject({
      by,
      note: "calling them",
    });
    expect(await act("acknowledge", "")).toEqual([2, "acknowledged"]);
    expect((await findAlert(ctx, ids[0] ?? "")).alert.acknowledged).toMatchObject({ note: "" });
    expect(await act("unacknowledge")).toEqual([2, "firing"]);
    expect(await act("resolve", "closed for good")).toEqual([2, "resolved"]);
    expect(await act("acknowledge")).toEqual([0, "resolved"]);
    expect((await findAlert(ctx, ids[1] ?? "")).events.at(-1)).toMatchObject({
      what: "resolved",
      by,
      note: "closed for good",
    });
    await expect(actOnAlerts(ctx, { action: "resolve", ids: ["alr_0"], note: "", by })).rejects.toMatchObject(
      {
        code: "not_found",
      },
    );
  });

  test("a silence covers what it fits, also what comes later, until it ends", async () => {
    const ctx = alertsOn(await open());
    await ctx.found(offline("V1", null, "red"));
    const { id, covers } = await createSilence(ctx, {
      matcher: "subject:V1,V3",
      minutes: 10,
      comment: "moving",
      by,
    });
    await ctx.found(offline("V2", null, "red"), offline("V3", null, "red"));
    const silenced = async () =>
      (await listAlerts(ctx, asked({ state: "silenced", sort: "oldest" }))).alerts
        .map(({ subject }) => subject)
        .sort();
    expect([covers, await silenced()]).toEqual([1, ["V1", "V3"]]);
    expect((await listAlerts(ctx, asked())).counts.state).toEqual({ silenced: 2, firing: 1 });
    expect((await listSilences(ctx)).silences).toMatchObject([{ id, state: "active", covers: 2 }]);
    ctx.pass(10 * minuteMs);
    expect(await silenced()).toEqual([]);
    const next = await createSilence(ctx, { matcher: "kind:vendor", minutes: 10, comment: "", by });
    expect(await silenced()).toEqual(["V1", "V2", "V3"]);
    await endSilence(ctx, next.id);
    expect(await silenced()).toEqual([]);
  });

  test("takes no more silences than can be held against every alert, until one of them has ended", async () => {
    const ctx = alertsOn(await open());
    const wanted = { matcher: "subject:V1", minutes: 10, comment: "", by };
    for (let nth = 0; nth < mostActive; nth += 1) await createSilence(ctx, wanted);
    await expect(createSilence(ctx, wanted)).rejects.toMatchObject({ code: "conflict" });
    ctx.pass(10 * minuteMs);
    expect(await createSilence(ctx, wanted)).toMatchObject({ state: "active" });
  });

  test("forgets what has been over for three months", async () => {
    const ctx = alertsOn(await open());
    await ctx.found(offline("V1", null, "red"), offline("V2", null, "red"));
    await ctx.found(offline("V1", "red", "green"));
    ctx.pass(91 * 86_400_000);
    await pruneAlerts(ctx);
    expect((await listAlerts(ctx, asked({ state: "resolved" }))).alerts).toEqual([]);
    expect((await listAlerts(ctx, asked())).alerts).toHaveLength(1);
  });
});

describeOnEveryStore("the alerts of services", (open) => {
  test("are each opened once, told once and resolved once, however many processes look", async () => {
    const ctx = alertsOn(await open());
    const held = ["db-service", "auth-service", "order-service"].map(failing);
    const looks = await Promise.all(Array.from({ length: 6 }, () => look(ctx, held)));
    expect(looks.flat().filter(({ event }) => event === "firing")).toHaveLength(3);
    const { alerts } = await listAlerts(ctx, asked({ kind: "service" }));
    const cause = alerts.find(({ subject }) => subject === "db-service");
    await look(ctx, held);
    const after = (await listAlerts(ctx, asked({ kind: "service" }))).alerts;
    expect(after.map(({ subject, inhibitedBy }) => [subject, inhibitedBy?.id ?? null]).sort()).toEqual([
      ["auth-service", cause?.id],
      ["db-service", null],
      ["order-service", cause?.id],
    ]);
    ctx.pass(31_000);
    const ends = await Promise.all(Array.from({ length: 6 }, () => look(ctx, [])));
    expect(ends.flat().map(({ event }) => event)).toEqual(["resolved", "resolved", "resolved"]);
    const rows = await ctx.store.db.select().from(alertEvents).where(eq(alertEvents.what, "fired"));
    expect(rows).toHaveLength(3);
  });

  test("stay open as long as one process sees them", async () => {
    const ctx = alertsOn(await open());
    await look(ctx, [failing("db-service")]);
    for (let passed = 0; passed < 60_000; passed += 10_000) {
      ctx.pass(10_000);
      await look(ctx, [failing("db-service")]);
      expect(await look(ctx, [])).toEqual([]);
    }
    expect((await listAlerts(ctx, asked())).alerts).toHaveLength(1);
  });

  test("one that was resolved by hand must hold for its time again", async () => {
    const ctx = alertsOn(await open());
    const held = [{ ...failing("db-service"), forMs: 15_000 }];
    const [first] = await look(ctx, held);
    ctx.pass(1_000);
    await actOnAlerts(ctx, { action: "resolve", ids: [first?.alertId ?? ""], note: "", by });
    ctx.pass(5_000);
    expect(await look(ctx, held)).toEqual([]);
    ctx.pass(15_000);
    expect((await look(ctx, held)).map(({ event }) => event)).toEqual(["firing"]);
  });

  test("one that was resolved before a clock was set back fires when it holds", async () => {
    const ctx = alertsOn(await open());
    const held = [{ ...failing("db-service"), forMs: 15_000 }];
    const [first] = await look(ctx, held);
    await actOnAlerts(ctx, { action: "resolve", ids: [first?.alertId ?? ""], by });
    ctx.pass(-3_600_000);
    expect((await look(ctx, held)).map(({ event }) => event)).toEqual(["firing"]);
  });

  test("one that was resolved by hand does not come back for what its window still remembers", async () => {
    const ctx = alertsOn(await open());
    const rule = "stock-conflicts" as const;
    const held = [
      { ...failing("inventory-service"), rule, fingerprint: "service/stock-conflicts/inventory-service/" },
    ];
    const [first] = await look(ctx, held);
    ctx.pass(1_000);
    await actOnAlerts(ctx, { action: "resolve", ids: [first?.alertId ?? ""], by });
    ctx.pass(45_000);
    expect(await look(ctx, held)).toEqual([]);
    ctx.pass(20_000);
    expect((await look(ctx, held)).map(({ event }) => event)).toEqual(["firing"]);
  });
});
