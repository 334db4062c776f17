// Owns what a page has to tell and has not told yet. It holds little, never tells twice at once, and counts what it loses.
import type { BrowserReport, BrowserSpan, BrowserVital } from "#lib/contract/browser-report.ts";

/** `unheard`: it may be sent again. `refused`: it never will be taken. `off`: nothing will. */
export type Sent = "taken" | "unheard" | "refused" | "off";

type Given = {
  nowMs: () => number;
  later: (ms: number, then: () => void) => void;
  pageLoad: () => BrowserReport["pageLoad"];
  send: (report: BrowserReport) => Promise<Sent>;
  /** Hands a report to the browser, which sends it when the page is gone. False when it would not take it. */
  leave: (report: BrowserReport) => boolean;
};

/** As many as the server takes at once; the browser's own limit for what outlives a page is 64 KB. */
const mostInReport = 60;
const mostVitals = 20;
const mostWaiting = 180;
/** What belongs together comes together. */
const gatherMs = 250;
const againMs = [5_000, 20_000, 60_000];

export function createOutbox({ nowMs, later, pageLoad, send, leave }: Given) {
  let spans: BrowserSpan[] = [];
  let vitals: BrowserVital[] = [];
  let lost = 0;
  let failures = 0;
  let isOff = false;
  let isPlanned = false;
  let isSending = false;

  function plan(ms: number) {
    if (isPlanned || isOff) return;
    isPlanned = true;
    later(ms, () => {
      isPlanned = false;
      void flush();
    });
  }

  function take(): BrowserReport {
    const report = {
      sentAtMs: nowMs(),
      pageLoad: pageLoad(),
      spans: spans.slice(0, mostInReport),
      vitals: vitals.slice(0, mostVitals),
      lost,
    };
    spans = spans.slice(mostInReport);
    vitals = vitals.slice(mostVitals);
    lost = 0;
    return report;
  }

  function putBack(report: BrowserReport) {
    lost += report.lost;
    vitals = [...report.vitals, ...vitals];
    keep([...report.spans, ...spans]);
  }

  function keep(all: BrowserSpan[]) {
    lost += Math.max(0, all.length - mostWaiting);
    spans = all.slice(0, mostWaiting);
  }

  const isEmpty = () => spans.length === 0 && vitals.length === 0;

  async function flush() {
    if (isSending || isOff || isEmpty()) return;
    isSending = true;
    const report = take();
    const sent = await send(report);
    isSending = false;
    failures = sent === "unheard" ? failures + 1 : 0;
    if (sent === "unheard") putBack(report);
    if (sent === "refused") lost += report.lost + report.spans.length + report.vitals.length;
    if (sent === "off") isOff = true;
    if (!isEmpty()) plan(againMs[Math.min(failures, againMs.length) - 1] ?? gatherMs);
  }

  return {
    add(more: readonly BrowserSpan[]) {
      if (isOff) return;
      keep([...spans, ...more]);
      plan(gatherMs);
    },
    addVital(vital: BrowserVital) {
      if (isOff) return;
      vitals = [...vitals, vital].slice(-mostVitals);
      plan(gatherMs);
    },
    lose(count: number) {
      lost += count;
    },
    /** The page is out of sight, and may never be seen again. */
    leave() {
      while (!isOff && !isEmpty()) {
        const report = take();
        if (!leave(report)) return putBack(report);
      }
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
