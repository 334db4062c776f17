// What has to change so that the stored alerts of services say what holds now. Pure: it is asked at every look, and mostly
// answers that there is nothing to do.
import { worse } from "../compare-severities.ts";
import type { AlertRow } from "../types.ts";
import type { NewAlert } from "../write-alerts.ts";
import { type DependsOn, findCause, isCause } from "./find-cause.ts";
import type { HeldFinding } from "./held-findings.ts";

/** What no process has found true for so long is over. */
export const unseenMs = 30_000;
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
  /** When those ended that inhibit one of them and are not open. One that is missing here is not known any more. */
  ended: ReadonlyMap<string, Date>;
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
  const inhibited = staying.flatMap((alert) => {
    const by = inhibitorOf(alert, causes, given);
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
      inhibitedBy: findCause(one, causes, given.dependsOn)?.id ?? null,
    })),
    found,
    touched: known
      .filter(({ alert }) => !renewed.has(alert.id) && nowMs - alert.seenAt.getTime() >= touchMs)
      .map(({ alert }) => alert.id),
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
        findCause(finding, inOrder(open), given.dependsOn) !== undefined ||
        findCause(finding, coming, given.dependsOn) === undefined,
    )
    .map((finding) => {
      const { kind, rule, subject, item, severity, title, detail, value, sinceMs } = finding;
      const said = { kind, rule, subject, item, severity, title, detail, value };
      return { ...said, id: given.newId(), startedMs: sinceMs };
    });
}

type Cause = { id: string; rule: string; subject: string; severity: AlertRow["severity"]; startedMs: number };

function asCause({ id, rule, subject, severity, startedMs }: NewAlert): Cause {
  return { id, rule, subject, severity, startedMs };
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

/** What outlives its cause by no more than the time in which it would be found over itself is no news of its own. */
function inhibitorOf(alert: AlertRow, causes: readonly Cause[], given: Given): string | null {
  const { dependsOn, ended, nowMs, open } = given;
  const cause = findCause(alert, causes, dependsOn);
  if (cause) return cause.id;
  const before = alert.inhibitedBy;
  if (before === null) return null;
  const endedMs = open.some(({ id }) => id === before) ? nowMs : ended.get(before)?.getTime();
  return endedMs !== undefined && nowMs - endedMs < unseenMs ? before : null;
}

function saysMore(alert: AlertRow, finding: HeldFinding, nowMs: number): boolean {
  if (worse(finding.severity, alert.severity)) return true;
  // Better news may wait, or a value on the edge of two severities would be told at every look.
  if (nowMs - alert.changedAt.getTime() < renewMs) return false;
  if (finding.severity !== alert.severity) return true;
  return Math.abs(finding.value - alert.value) > muchChanged * Math.abs(alert.value);
}
