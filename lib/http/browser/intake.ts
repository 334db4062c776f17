// Owns what comes in from browsers: how much of it is taken, and what had to be left.
import { context, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { BrowserReport, BrowserSpan, BrowserVital } from "#lib/contract/browser-report.ts";
import { isUnrecorded } from "#lib/contract/unrecorded-addresses.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { clockShift } from "./clock-shift.ts";
import { browserService, elsewhere, type FindAddress, toSpan } from "./to-span.ts";
import { createVitalMetrics } from "./vital-metrics.ts";

/** Spans and vitals that one client may have recorded in a minute: more than anybody clicks, less than fills a disk. */
const mostAMinute = 1_200;
/**
 * A page without a network tells it again within a minute. Anybody may name any trace: what is older would stretch it, and
 * a time to come is a wrong clock.
 */
const oldestMs = 120_000;
const newestMs = 5_000;

export type BrowserIntake = { take(report: BrowserReport, client: string): Promise<void> };

type Given = {
  clock: Pick<Clock, "nowMs">;
  telemetry: Pick<Telemetry, "service" | "receive">;
  version: string;
  find: FindAddress;
};

export function createBrowserIntake({ clock, telemetry, version, find }: Given): BrowserIntake {
  const { meter, log } = telemetry.service(browserService);
  const findSafely: FindAddress = (path) => found(find, path);
  const vitals = { log: log.named("browser.vitals"), record: createVitalMetrics(meter), find: findSafely };
  const budget = new RateLimiterMemory({ keyPrefix: "browser", points: mostAMinute, duration: 60 });
  const dropped = meter.counter({
    name: "browser_signals_dropped_total",
    help: "Spans and vitals of browsers that were not recorded: the page could not send them, or the server did not take them",
    labels: ["by"],
    serviceLabel: false,
  });
  for (const by of ["page", "server"]) dropped.add(0, { by });
  let reports = 0;

  return {
    async take(report, client) {
      dropped.add(report.lost, { by: "page" });
      const signals = report.spans.length + report.vitals.length;
      if (signals === 0) return;
      const nowMs = clock.nowMs();
      try {
        await budget.consume(client, signals);
      } catch {
        return dropped.add(signals, { by: "server" });
      }
      const shiftMs = clockShift(report.sentAtMs, nowMs);
      const spans = report.spans.filter((span) => isRecordable(span, shiftMs, nowMs));
      dropped.add(report.spans.length - spans.length, { by: "server" });
      reports += 1;
      telemetry.receive({
        instanceId: browserService,
        version,
        sequence: reports,
        spans: spans.map((span) => toSpan(span, shiftMs, findSafely)),
        logs: [],
      });
      recordVitals(vitals, report);
    },
  };
}

function isRecordable(span: BrowserSpan, shiftMs: number, nowMs: number): boolean {
  const startMs = span.startMs + shiftMs;
  if (startMs < nowMs - oldestMs || startMs + span.durationMs > nowMs + newestMs) return false;
  return span.what !== "request" || !isUnrecorded(span.path);
}

/** A broken escape is no address of ours; what is off the record is no page. */
function found(find: FindAddress, path: string): ReturnType<FindAddress> {
  if (isUnrecorded(path)) return undefined;
  try {
    return find(path);
  } catch {
    return undefined;
  }
}

type VitalSinks = {
  log: ReturnType<Telemetry["service"]>["log"];
  record: (vital: BrowserVital, page: string) => void;
  find: FindAddress;
};

/** Within the trace of the page, which becomes the exemplar of its metrics and the trace of its line. */
function recordVitals({ log, record, find }: VitalSinks, { vitals, pageLoad }: BrowserReport) {
  const within = pageLoad
    ? trace.setSpanContext(ROOT_CONTEXT, { ...pageLoad, traceFlags: TraceFlags.SAMPLED })
    : ROOT_CONTEXT;
  context.with(within, () => {
    for (const vital of vitals) {
      const page = find(vital.page)?.pattern ?? elsewhere;
      const { name, value, rating } = vital;
      record(vital, page);
      const said = name === "CLS" ? value.toFixed(3) : `${Math.round(value)} ms`;
      log.info(`${name} ${said}`, {
        "browser.page": page,
        "web_vital.name": name,
        "web_vital.value": value,
        "web_vital.rating": rating,
      });
    }
  });
}
