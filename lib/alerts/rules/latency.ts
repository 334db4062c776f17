import { inMs } from "../words.ts";
import { fewest, latency, latencySteps, severityAt } from "./limits.ts";
import { nameOf } from "./service-words.ts";
import type { ServiceCheck } from "./types.ts";

/** On average slower than the topology says it may be. */
export const checkLatency: ServiceCheck = ({ mesh }, subject) => {
  const slowMs = mesh.topology.services.get(subject)?.slowMs ?? Number.POSITIVE_INFINITY;
  if (mesh.sums(subject, latency.recentSeconds).latencyMs <= slowMs) return undefined;
  const sums = mesh.sums(subject, latency.windowSeconds);
  if (sums.calls < fewest.calls || sums.latencyMs <= slowMs) return undefined;
  return {
    kind: "service",
    rule: "latency",
    subject,
    item: "",
    severity: severityAt(sums.latencyMs / slowMs, latencySteps),
    value: sums.latencyMs,
    title: `${nameOf(mesh, subject)}: requests take ${inMs(sums.latencyMs)} on average`,
    detail: `${inMs(slowMs)} is its limit; 95 % of ${sums.calls} requests within ${latency.windowSeconds} s took at most ${inMs(sums.p95Ms)}.`,
    forMs: latency.forMs,
  };
};
