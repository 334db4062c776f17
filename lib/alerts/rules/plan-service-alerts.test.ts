import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serviceRules } from "#lib/contract/alert-words.ts";
import { parseTopology } from "#lib/mesh/topology.ts";
import { nineServices } from "#lib/services/topology.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type { AlertRow } from "../types.ts";
import { knowDependencies } from "./find-cause.ts";
import type { HeldFinding } from "./held-findings.ts";
import { planServiceAlerts } from "./plan-service-alerts.ts";

const startMs = Date.UTC(2030, 0, 1);
const dependsOn = knowDependencies(parseTopology({ services: nineServices }));

type About = Pick<HeldFinding, "rule" | "subject"> & Partial<HeldFinding>;

function held({ rule, subject, ...rest }: About): HeldFinding {
  const about = { kind: "service" as const, rule, subject, item: "" };
  return {
    ...about,
    severity: "red",
    title: `${subject}: ${rule}`,
    detail: "",
    value: 1,
    forMs: 0,
    due: true,
    sinceMs: startMs,
    fingerprint: fingerprintOf(about),
    ...rest,
  };
}

function row({ rule, subject }: About, more: Partial<AlertRow> = {}): AlertRow {
  const { fingerprint, kind, item, severity, title, detail, value } = held({ rule, subject });
  const at = new Date(startMs);
  return {
    id: `${rule}-${subject}`,
    ...{ fingerprint, kind, rule, subject, item, severity, title, detail, value },
    startedAt: at,
    changedAt: at,
    seenAt: at,
    resolvedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedNote: null,
    inhibitedBy: null,
    ...more,
  };
}

type World = { open?: AlertRow[]; ended?: AlertRow[]; held?: HeldFinding[]; afterMs?: number };

function planOf({ open = [], ended = [], held: now = [], afterMs = 0 }: World) {
  let ids = 0;
  return planServiceAlerts({
    open,
    ended,
    held: now,
    nowMs: startMs + afterMs,
    watchedSinceMs: startMs - 3_600_000,
    dependsOn,
    newId: () => `new-${ids++}`,
  });
}

const database: About = { rule: "error-rate", subject: "db-service" };
const orders: About = { rule: "error-rate", subject: "order-service" };
const gateway: About = { rule: "burn-rate", subject: "api-gateway" };

describe("who fires together with what it follows", () => {
  test("names the root of it, however far down", () => {
    const { opened } = planOf({ held: [gateway, orders, database].map(held) });
    const cause = opened.find(({ subject }) => subject === "db-service");
    expect(cause?.inhibitedBy).toBeNull();
    expect(opened.filter((one) => one !== cause).map(({ inhibitedBy }) => inhibitedBy)).toEqual([
      cause?.id,
      cause?.id,
    ]);
  });

  test("waits for a cause that is about to fire", () => {
    const coming = held({ ...database, due: false, forMs: 15_000 });
    expect(planOf({ held: [held(orders), coming] }).opened).toEqual([]);
    expect(planOf({ held: [held(orders)] }).opened).toHaveLength(1);
  });

  test("is no cause for those it depends on, nor for those beside it", () => {
    const { opened } = planOf({
      held: [
        held({ rule: "error-rate", subject: "cache-service" }),
        held({ rule: "error-rate", subject: "auth-service" }),
      ],
    });
    expect(opened.map(({ inhibitedBy }) => inhibitedBy)).toEqual([null, null]);
  });

  test("slowness explains slowness, but no failures", () => {
    const slow: About = { rule: "latency", subject: "db-service" };
    const { opened } = planOf({
      held: [slow, orders, { rule: "latency", subject: "order-service" } as About].map(held),
    });
    expect(opened.map(({ inhibitedBy }) => inhibitedBy !== null)).toEqual([false, false, true]);
  });
});

describe("what is open already", () => {
  test("stays as it is while it holds, and is touched now and then so that others see that somebody sees it", () => {
    const open = [row(database)];
    expect(planOf({ open, held: [held(database)], afterMs: 5_000 })).toEqual(nothing);
    expect(planOf({ open, held: [held(database)], afterMs: 10_000 })).toEqual({
      ...nothing,
      touched: ["error-rate-db-service"],
    });
  });

  test("is over when nobody has seen it for half a minute", () => {
    const open = [row(database)];
    expect(planOf({ open, afterMs: 29_000 })).toEqual(nothing);
    expect(planOf({ open, afterMs: 30_000 })).toEqual({ ...nothing, resolved: open });
  });

  test("seen before a clock was set back, is not open until it is as late again", () => {
    const open = [row(database)];
    expect(planOf({ open, afterMs: -600_000 })).toMatchObject({
      touched: ["error-rate-db-service"],
      resolved: [],
    });
    expect(planOf({ open, held: [held(database)], afterMs: -600_000 }).touched).toEqual([
      "error-rate-db-service",
    ]);
    // Clocks of several processes differ a little.
    expect(planOf({ open, afterMs: -2_000 }).touched).toEqual([]);
    const ended = [row(database, { resolvedAt: new Date(startMs) })];
    expect(planOf({ ended, held: [held(orders)], afterMs: -600_000 }).opened).toMatchObject([
      { inhibitedBy: null },
    ]);
  });

  test("is not over because this process looks only since a moment ago", () => {
    const given = { open: [row(database)], ended: [], held: [], dependsOn, newId: () => "" };
    const nowMs = startMs + 3_600_000;
    expect(planServiceAlerts({ ...given, nowMs, watchedSinceMs: nowMs - 5_000 })).toEqual(nothing);
    expect(planServiceAlerts({ ...given, nowMs, watchedSinceMs: nowMs - 30_000 }).resolved).toHaveLength(1);
  });

  test("is worse at once, and better after a while", () => {
    const open = [row(database)];
    const at = (severity: AlertRow["severity"], afterMs: number) =>
      planOf({ open, held: [held({ ...database, severity: severity as HeldFinding["severity"] })], afterMs })
        .found;
    expect(at("cherry", 1)).toHaveLength(1);
    expect(at("yellow", 5_000)).toEqual([]);
    expect(at("yellow", 15_000)).toHaveLength(1);
  });

  test("follows a cause that comes later, and goes on naming it while its own windows remember", () => {
    const open = [row(orders)];
    const later = planOf({ open: [row(database), ...open], held: [held(orders), held(database)] });
    expect(later.inhibited).toEqual([{ alert: open[0], by: "error-rate-db-service" }]);
    const follower = row(orders, { inhibitedBy: "error-rate-db-service" });
    const ended = [row(database, { resolvedAt: new Date(startMs) })];
    expect(planOf({ open: [follower], ended, held: [held(orders)], afterMs: 35_000 }).inhibited).toEqual([]);
    expect(planOf({ open: [follower], ended, held: [held(orders)], afterMs: 45_000 }).inhibited).toEqual([
      { alert: follower, by: null },
    ]);
  });

  test("does not change its cause because another service recovers later", () => {
    const follower = row(gateway, { inhibitedBy: "error-rate-db-service" });
    const plan = planOf({
      open: [follower, row(orders)],
      ended: [row(database, { resolvedAt: new Date(startMs) })],
      held: [held(gateway), held(orders)],
      afterMs: 5_000,
    });
    expect(plan.inhibited.map(({ alert }) => alert.id)).not.toContain(follower.id);
  });
});

describe("whatever holds", () => {
  const finding = fc.record({
    rule: fc.constantFrom(...serviceRules),
    subject: fc.constantFrom(...nineServices.map(({ id }) => id)),
    due: fc.boolean(),
  });
  const findings = fc.uniqueArray(finding, {
    selector: ({ rule, subject }) => `${rule} ${subject}`,
    maxLength: 12,
  });

  test("inhibitors are open, follow nobody, and are something that the follower depends on", () => {
    fc.assert(
      fc.property(findings, findings, (before, now) => {
        const open = before.map((one) => row(one));
        const { opened, inhibited, resolved } = planOf({
          open,
          held: [...before, ...now].map(held).filter(isFirst),
        });
        const by = new Map(inhibited.map(({ alert, by: inhibitor }) => [alert.id, inhibitor]));
        const after = [
          ...open.map((alert) => ({ ...alert, inhibitedBy: by.get(alert.id) ?? null })),
          ...opened,
        ];
        expect(resolved).toEqual([]);
        for (const alert of after) {
          if (!alert.inhibitedBy) continue;
          const cause = after.find(({ id }) => id === alert.inhibitedBy);
          expect(cause).toMatchObject({ inhibitedBy: null });
          expect(dependsOn(alert.subject, cause?.subject ?? "")).toBe(true);
        }
      }),
    );
  });

  test("asked again, there is nothing left to do", () => {
    fc.assert(
      fc.property(findings, (now) => {
        const all = now.map((one) => held({ ...one, due: true }));
        const { opened } = planOf({ held: all });
        const open = opened.map(({ startedMs: _, ...one }) =>
          row(
            { rule: "latency", subject: "" },
            { ...one, fingerprint: fingerprintOf(one), inhibitedBy: one.inhibitedBy ?? null },
          ),
        );
        expect(planOf({ open, held: all })).toEqual(nothing);
      }),
    );
  });
});

const nothing = { opened: [], found: [], touched: [], resolved: [], inhibited: [] };

function isFirst(one: HeldFinding, nth: number, all: readonly HeldFinding[]): boolean {
  return all.findIndex(({ fingerprint }) => fingerprint === one.fingerprint) === nth;
}
