import { alerts } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import type { VendorChange } from "#lib/vendors/types.ts";
import { changeAlerts } from "./change-alerts.ts";
import { isAlerting } from "./compare-severities.ts";
import { describeVendor } from "./describe-vendor.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { lockOpenAlerts, oneOf } from "./lock-open-alerts.ts";
import type { AlertNews, AlertRow, Finding } from "./types.ts";
import { newAlertId } from "./write-alerts.ts";

type Change = { change: VendorChange; fingerprint: string; alert: AlertRow | undefined };

/** What alerts becomes one alert, which follows its severity and is resolved by whatever is better than a warning. */
export async function applyVendorChanges(
  tx: Database,
  { changes, nowMs }: { changes: readonly VendorChange[]; nowMs: number },
): Promise<AlertNews[]> {
  const news = changes.filter(({ from, to }) => isAlerting(from) || isAlerting(to));
  if (news.length === 0) return [];
  const known = await findOpen(tx, news);
  return changeAlerts(tx, {
    nowMs,
    opened: known.flatMap(({ change, alert }) => {
      const finding = alert ? undefined : findingOf(change);
      return finding ? [{ ...finding, id: newAlertId(), startedMs: nowMs }] : [];
    }),
    found: known.flatMap(({ change, alert }) => {
      const finding = alert && findingOf(change);
      return alert && finding ? [{ alert, finding }] : [];
    }),
    resolved: known.flatMap(({ change, alert }) => (alert && !isAlerting(change.to) ? [alert] : [])),
  });
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

function findingOf(change: VendorChange): Finding | undefined {
  const { question, code, item, value, to } = change;
  if (!isAlerting(to)) return undefined;
  return {
    kind: "vendor",
    rule: question,
    subject: code,
    item,
    severity: to,
    value,
    ...describeVendor(change),
  };
}
