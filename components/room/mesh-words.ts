// How the numbers of the mesh are written. By hand where Intl differs between Node and the browsers.
import type { ServiceStatus } from "#lib/contract/mesh.ts";
import type { Severity } from "#lib/contract/severity.ts";
import { type Written, writeDuration } from "./readings.ts";

export const statusLooks: Record<ServiceStatus, { severity: Severity; word: string }> = {
  healthy: { severity: "green", word: "Healthy" },
  degraded: { severity: "red", word: "Degraded" },
  failed: { severity: "red-high", word: "Failed" },
};

/** Worst first. */
export const statusOrder: readonly ServiceStatus[] = ["failed", "degraded", "healthy"];

export type Measured = { callsPerSecond: number; errorRate: number; latencyMs: number; p95Ms: number };

/** A few calls a minute never read as none. */
export function writeRate(perSecond: number): Written {
  if (perSecond > 0 && perSecond < 0.05) return { value: "<0.1", unit: "/s" };
  return { value: perSecond < 100 ? perSecond.toFixed(1) : String(Math.round(perSecond)), unit: "/s" };
}

/** A share that is not nothing never reads as nothing. */
export function writeShare(share: number): Written {
  if (share === 0) return { value: "0", unit: "%" };
  const percent = share * 100;
  if (percent < 0.1) return { value: "<0.1", unit: "%" };
  return { value: percent < 99.95 ? percent.toFixed(1) : "100", unit: "%" };
}

export const metrics = ["errors", "latency", "traffic"] as const;
export type Metric = (typeof metrics)[number];

/** What the graph writes on a node or an edge. Without calls there is no share and no latency to speak of. */
export function writeMetric(metric: Metric, reading: Measured): Written {
  if (metric === "traffic") return writeRate(reading.callsPerSecond);
  if (reading.callsPerSecond === 0) return { value: "–", unit: "" };
  return metric === "errors" ? writeShare(reading.errorRate) : writeDuration(reading.latencyMs);
}

/** `14 s`, `3 min 20 s`, `2 h 5 min`: two units at most. */
export function writeSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `0:24`, `12:05`: what is left, for something that counts down. */
export function writeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
