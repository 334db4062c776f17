// Alerts and channels as a test needs them, changed by the verbs that change them everywhere.
import { randomUUID } from "node:crypto";
import { notificationChannels } from "#lib/store/alert-tables.ts";
import type { Store } from "#lib/store/types.ts";
import { changeAlerts } from "../change-alerts.ts";
import { newSecret } from "../notify/sign.ts";
import type { ChannelRow } from "../notify/types.ts";
import type { AlertRow, Finding } from "../types.ts";
import { newAlertId } from "../write-alerts.ts";

type Db = Pick<Store, "db">;

export async function openChannel({ db }: Db, given: Partial<ChannelRow> = {}): Promise<ChannelRow> {
  const channel: ChannelRow = {
    id: randomUUID(),
    kind: "webhook",
    name: "on call",
    address: "http://127.0.0.1/hook",
    secret: newSecret(),
    from: "yellow",
    matcher: "",
    enabled: true,
    createdAt: new Date(0),
    ...given,
  };
  await db.insert(notificationChannels).values(channel);
  return channel;
}

const nowMs = Date.UTC(2031, 0, 1);

export function findingOf(subject: string, given: Partial<Finding> = {}): Finding {
  return {
    kind: "service",
    rule: "error-rate",
    subject,
    item: "",
    severity: "red",
    title: `${subject} fails`,
    detail: "7 % of its answers are errors",
    value: 7,
    ...given,
  };
}

/** They fire, all in one transaction, each with whom it is to be told. */
export async function fire({ db }: Db, findings: readonly Finding[]): Promise<AlertRow[]> {
  const opened = findings.map((finding) => ({ ...finding, id: newAlertId(), startedMs: nowMs }));
  const news = await db.transaction((tx) => changeAlerts(tx, { opened, nowMs }));
  return news.map(({ alert }) => alert);
}

export async function resolve({ db }: Db, resolved: readonly AlertRow[]): Promise<void> {
  await db.transaction((tx) => changeAlerts(tx, { resolved, nowMs: nowMs + 60_000 }));
}

export async function change({ db }: Db, alert: AlertRow, given: Partial<Finding>): Promise<AlertRow> {
  const { severity, title, detail, value } = alert;
  const finding = { severity, title, detail, value, ...given } as Finding;
  await db.transaction((tx) => changeAlerts(tx, { found: [{ alert, finding }], nowMs: nowMs + 30_000 }));
  return { ...alert, ...finding };
}

export async function inhibit({ db }: Db, alert: AlertRow, by: string | null): Promise<AlertRow> {
  await db.transaction((tx) => changeAlerts(tx, { inhibited: [{ alert, by }], nowMs: nowMs + 30_000 }));
  return { ...alert, inhibitedBy: by };
}
