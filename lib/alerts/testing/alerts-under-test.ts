// What the verbs of alerts need, at a time that the test sets.
import type { Severity } from "#lib/contract/severity.ts";
import type { Store } from "#lib/store/types.ts";
import { createLogger } from "#lib/telemetry/logs/logger.ts";
import { startMeters } from "#lib/telemetry/testing/meters-under-test.ts";
import type { VendorChange } from "#lib/vendors/types.ts";
import { applyVendorChanges } from "../apply-vendor-changes.ts";
import { tellNews } from "../tell-news.ts";
import type { AlertNews, AlertsContext } from "../types.ts";

export type AlertsUnderTest = AlertsContext & {
  /** Lets time pass. */
  pass(ms: number): void;
  lines: string[];
  /** What a vendors' job would commit. */
  found(...changes: VendorChange[]): Promise<AlertNews[]>;
  /** What it would commit of what is as bad as before. */
  stillFound(...holding: VendorChange[]): Promise<AlertNews[]>;
};

export const startMs = Date.UTC(2030, 0, 1, 12);

export function alertsOn(store: Store): AlertsUnderTest {
  let nowMs = startMs;
  const lines: string[] = [];
  const clock = { nowMs: () => nowMs };
  const sinks = [({ message }: { message: string }) => void lines.push(message)];
  const ctx: AlertsContext = {
    store,
    clock,
    log: createLogger({ nowMs: clock.nowMs, leastLevel: "info", sinks }, "faultmart", "alerts"),
    meter: startMeters(1_000).meters.for("faultmart"),
    changed: () => undefined,
  };
  const commit = async (answer: Pick<Parameters<typeof applyVendorChanges>[1], "changes" | "holding">) => {
    const news = await store.db.transaction((tx) => applyVendorChanges(tx, { ...answer, nowMs }));
    tellNews(ctx, news);
    return news;
  };
  return {
    ...ctx,
    lines,
    pass: (ms) => {
      nowMs += ms;
    },
    found: (...changes) => commit({ changes }),
    stillFound: (...holding) => commit({ changes: [], holding }),
  };
}

const name = "Café Noor";
const city = "Lisbon";

export function offline(code: string, from: Severity | null, to: Severity | null): VendorChange {
  const at = new Date(startMs).toISOString();
  const since = { severity: to ?? "dark-green", since: at, observedAt: at } as const;
  const facts = { status: "offline", offlineSince: at, offlineMinutes: 95 } as const;
  const row = { code, name, city, ...facts, ...since };
  return { question: "vendor-status", code, name, city, item: "", value: 95, from, to, row };
}

export function stockLeft(code: string, item: string, to: Severity): VendorChange {
  const at = new Date(startMs).toISOString();
  const facts = { item, product: "Almond croissant", left: 3, initial: 40, leftPercent: 7.5 };
  const row = { code, name, city, ...facts, severity: to, since: at, observedAt: at };
  return { question: "discount-stock", code, name, city, item, value: 7.5, from: null, to, row };
}
