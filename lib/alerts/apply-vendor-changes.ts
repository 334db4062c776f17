import { and, isNull } from "drizzle-orm";
import type { ThresholdLimits } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import { currentThresholds } from "#lib/vendors/thresholds/read-thresholds.ts";
import type { VendorChange } from "#lib/vendors/types.ts";
import { changeAlerts } from "./change-alerts.ts";
import { isAlerting } from "./compare-severities.ts";
import { describeVendor } from "./describe-vendor.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { lockOpenAlerts, oneOf } from "./lock-open-alerts.ts";
import type { AlertNews, AlertRow, Finding } from "./types.ts";
import { newAlertId } from "./write-alerts.ts";

type Change = { change: VendorChange; fingerprint: string; alert: AlertRow | undefined };

type Given = {
  changes: readonly VendorChange[];
  /** What is told to be as bad as before. */
  holding?: readonly VendorChange[];
  nowMs: number;
};

/**
 * What alerts becomes one alert, which follows its severity and is resolved by whatever is better than a warning. One that
 * was resolved by hand fires again when the next answer says that it still holds.
 */
export async function applyVendorChanges(
  tx: Database,
  { changes, holding = [], nowMs }: Given,
): Promise<AlertNews[]> {
  const news = [
    ...changes.filter(({ from, to }) => isAlerting(from) || isAlerting(to)),
    ...(await withoutAlert(tx, holding)),
  ];
  if (news.length === 0) return [];
  const known = await findOpen(tx, news);
  const limits = await readLimits(tx, news);
  return changeAlerts(tx, {
    nowMs,
    opened: known.flatMap(({ change, alert }) => {
      const finding = alert ? undefined : findingOf(change, limits);
      return finding ? [{ ...finding, id: newAlertId(), startedMs: nowMs }] : [];
    }),
    found: known.flatMap(({ change, alert }) => {
      const finding = alert && findingOf(change, limits);
      return alert && finding ? [{ alert, finding }] : [];
    }),
    resolved: known.flatMap(({ change, alert }) => (alert && !isAlerting(change.to) ? [alert] : [])),
  });
}

/** Most have one, which nothing new is to be told of: they are looked at without a lock. */
async function withoutAlert(tx: Database, holding: readonly VendorChange[]): Promise<VendorChange[]> {
  if (holding.length === 0) return [];
  const asked = new Map(holding.map((change) => [fingerprintOfChange(change), change]));
  const open = await tx
    .select({ fingerprint: alerts.fingerprint })
    .from(alerts)
    .where(and(isNull(alerts.resolvedAt), oneOf(alerts.fingerprint, [...asked.keys()])));
  for (const { fingerprint } of open) asked.delete(fingerprint);
  return [...asked.values()];
}

async function findOpen(tx: Database, changes: readonly VendorChange[]): Promise<Change[]> {
  // The newest change of the same reading is the one that counts.
  const latest = new Map(changes.map((change) => [fingerprintOfChange(change), change]));
  const open = await lockOpenAlerts(tx, oneOf(alerts.fingerprint, [...latest.keys()]));
  const byFingerprint = new Map(open.map((alert) => [alert.fingerprint, alert]));
  return [...latest].map(([fingerprint, change]) => ({
    change,
    fingerprint,
    alert: byFingerprint.get(fingerprint),
  }));
}

function fingerprintOfChange({ question, code, item }: VendorChange): string {
  return fingerprintOf({ kind: "vendor", rule: question, subject: code, item });
}

type Limits = ReadonlyMap<VendorQuestion, ThresholdLimits>;

async function readLimits(tx: Database, changes: readonly VendorChange[]): Promise<Limits> {
  const limits = new Map<VendorQuestion, ThresholdLimits>();
  for (const question of new Set(changes.map((change) => change.question)))
    limits.set(question, (await currentThresholds(tx, question)).limits);
  return limits;
}

function findingOf(change: VendorChange, limits: Limits): Finding | undefined {
  const { question, code, item, value, to } = change;
  if (!isAlerting(to)) return undefined;
  const said = describeVendor(change, { severity: to, limit: limits.get(question)?.[to] });
  return { kind: "vendor", rule: question, subject: code, item, severity: to, value, ...said };
}
