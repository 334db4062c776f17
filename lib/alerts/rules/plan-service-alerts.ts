// What has to change so that the stored alerts of services say what holds now. Pure: it is asked at every look, and mostly
// answers that there is nothing to do.
import { worse } from "../compare-severities.ts";
import type { AlertRow } from "../types.ts";
import type { NewAlert } from "../write-alerts.ts";
import { type DependsOn, findCauses, isCause } from "./find-cause.ts";
import type { HeldFinding } from "./held-findings.ts";
import { lingerMs, unseenMs } from "./limits.ts";

/** Those who read it are told so often that somebody still sees it. */
const touchMs = 8_000;
/** Its numbers are renewed so often at most, and only when they changed by a fifth. */
const renewMs = 15_000;
const muchChanged = 0.2;

export type ServicePlan = {
  opened: NewAlert[];
  found: { alert: AlertRow; finding: HeldFinding }[];
  touched: string[];
  resolved: AlertRow[];
  inhibited: { alert: AlertRow; by: string | null }[];
};

type Given = {
  /** All open alerts of services. */
  open: readonly AlertRow[];
  /** Those that ended lately: what they led to may outlive them for a while. */
  ended: readonly AlertRow[];
  held: readonly HeldFinding[];
  nowMs: number;
  /** Since when this process looks; before it has looked for a while it cannot say that nobody sees something. */
  watchedSinceMs: number;
  dependsOn: DependsOn;
  newId(): string;
};

export function planServiceAlerts(given: Given): ServicePlan {
  const { open, held, nowMs } = given;
  const alertOf = new Map(open.map((alert) => [alert.fingerprint, alert]));
  const seen = new Map(held.map((finding) => [finding.fingerprint, finding]));
  const resolved = open.filter((alert) => !seen.has(alert.fingerprint) && isOver(alert, given));
  const over = new Set(resolved.map(({ id }) => id));
  const staying = open.filter(({ id }) => !over.has(id));
  const known = staying.flatMap((alert) => {
    const finding = seen.get(alert.fingerprint);
    return finding ? [{ alert, finding }] : [];
  });
  const news = held.filter(({ fingerprint }) => !alertOf.has(fingerprint));
  const opened = openWhatIsDue(news, staying, given);
  const causes = inOrder([...staying, ...opened.map(asCause)]);
  const past = inOrder([...given.ended, ...resolved]);
  const inhibited = staying.flatMap((alert) => {
    const by = inhibitorOf(alert, { causes, past }, given);
    return by === alert.inhibitedBy ? [] : [{ alert, by }];
  });
  // One change of a row at a time; the numbers can wait for the next look.
  const turning = new Set(inhibited.map(({ alert }) => alert.id));
  const found = known.filter(
    ({ alert, finding }) => !turning.has(alert.id) && saysMore(alert, finding, nowMs),
  );
  const renewed = new Set(found.map(({ alert }) => alert.id));
  return {
    opened: opened.map((one) => ({
      ...one,
      inhibitedBy: inhibitorOf({ ...one, inhibitedBy: null }, { causes, past }, given),
    })),
    found,
    touched: staying
      .filter(({ id, fingerprint, seenAt }) => {
        const agoMs = nowMs - seenAt.getTime();
        // Seen in the future: a clock was set back, and what is over would be open until then.
        return !renewed.has(id) && (seen.has(fingerprint) ? Math.abs(agoMs) >= touchMs : -agoMs >= touchMs);
      })
      .map(({ id }) => id),
    resolved,
    inhibited,
  };
}

function isOver({ seenAt }: AlertRow, { nowMs, watchedSinceMs }: Given): boolean {
  return nowMs - Math.max(seenAt.getTime(), watchedSinceMs) >= unseenMs;
}

/** Whoever follows a cause that is about to fire waits for it, or it would be told of first. */
function openWhatIsDue(news: readonly HeldFinding[], open: readonly AlertRow[], given: Given): NewAlert[] {
  const coming = news.filter((finding) => isCause(finding) && !finding.due);
  return news
    .filter((finding) => finding.due)
    .filter(
      (finding) =>
        findCauses(finding, inOrder(open), given.dependsOn).length > 0 ||
        findCauses(finding, coming, given.dependsOn).length === 0,
    )
    .map((finding) => {
      const { kind, rule, subject, item, severity, title, detail, value, sinceMs } = finding;
      const said = { kind, rule, subject, item, severity, title, detail, value };
      return { ...said, id: given.newId(), startedMs: sinceMs };
    });
}

type Cause = Pick<AlertRow, "id" | "rule" | "subject" | "severity" | "resolvedAt"> & { startedMs: number };

function asCause({ id, rule, subject, severity, startedMs }: NewAlert): Cause {
  return { id, rule, subject, severity, startedMs, resolvedAt: null };
}

/** The worst first, then the oldest: whoever looks twice names the same one. */
function inOrder(of: readonly (AlertRow | Cause)[]): Cause[] {
  return of
    .filter(isCause)
    .map((one) => ("startedAt" in one ? { ...one, startedMs: one.startedAt.getTime() } : one))
    .toSorted(
      (one, other) =>
        Number(worse(other.severity, one.severity)) - Number(worse(one.severity, other.severity)) ||
        one.startedMs - other.startedMs ||
        one.id.localeCompare(other.id),
    );
}

type Known = { causes: readonly Cause[]; past: readonly Cause[] };

/** What outlives its cause by no more than its window remembers is no news of its own. */
function inhibitorOf(
  { rule, subject, inhibitedBy }: Pick<AlertRow, "rule" | "subject" | "inhibitedBy">,
  { causes, past }: Known,
  { dependsOn, nowMs }: Given,
): string | null {
  const recent = past.filter(
    (cause) => Math.abs(nowMs - (cause.resolvedAt?.getTime() ?? nowMs)) < lingerMs(rule),
  );
  // One that is over goes on being named: callers that recover later are not suddenly somebody else's fault.
  if (recent.some(({ id }) => id === inhibitedBy)) return inhibitedBy;
  for (const known of [causes, recent]) {
    const roots = findCauses({ rule, subject }, known, dependsOn);
    const [first] = roots;
    if (first) return roots.some(({ id }) => id === inhibitedBy) ? inhibitedBy : first.id;
  }
  return null;
}

function saysMore(alert: AlertRow, finding: HeldFinding, nowMs: number): boolean {
  if (worse(finding.severity, alert.severity)) return true;
  // Better news may wait, or a value on the edge of two severities would be told at every look.
  if (nowMs - alert.changedAt.getTime() < renewMs) return false;
  if (finding.severity !== alert.severity) return true;
  return Math.abs(finding.value - alert.value) > muchChanged * Math.abs(alert.value);
}
