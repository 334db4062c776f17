import type { BrowserVital } from "#lib/contract/browser-report.ts";
import type { Histogram, Meter } from "#lib/telemetry/types.ts";

/** Between good and poor as web.dev draws the lines, with room on both sides. */
const loading = [0.1, 0.2, 0.4, 0.8, 1.2, 1.8, 2.5, 4, 8];
const shapes: Record<BrowserVital["name"], { name: string; help: string; buckets: readonly number[] }> = {
  LCP: {
    name: "web_vital_lcp_seconds",
    help: "Until the largest part of a page was painted",
    buckets: loading,
  },
  FCP: {
    name: "web_vital_fcp_seconds",
    help: "Until the first part of a page was painted",
    buckets: loading,
  },
  TTFB: { name: "web_vital_ttfb_seconds", help: "Until the first byte of a page arrived", buckets: loading },
  INP: {
    name: "web_vital_inp_seconds",
    help: "The longest time from an input to the next frame, of one visit to a page",
    buckets: [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2],
  },
  CLS: {
    name: "web_vital_cls",
    help: "How much a page moved under its reader: shares of the window, added up",
    buckets: [0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
  },
};

/** Pages are told apart by their pattern, so that there are as many series as pages. */
export function createVitalMetrics(meter: Meter): (vital: BrowserVital, page: string) => void {
  const histograms = Object.fromEntries(
    Object.entries(shapes).map(([vital, shape]) => [vital, meter.histogram({ ...shape, labels: ["page"] })]),
  ) as Record<BrowserVital["name"], Histogram>;
  return ({ name, value }, page) => histograms[name].record(name === "CLS" ? value : value / 1_000, { page });
}
