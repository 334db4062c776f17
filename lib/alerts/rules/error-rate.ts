import type { CallSums } from "#lib/mesh/types.ts";
import { inPercent } from "../words.ts";
import { errorRate, errorSteps, fewest, severityAt } from "./limits.ts";
import { nameOf, shareOf } from "./service-words.ts";
import type { ServiceCheck, Watched } from "./types.ts";

export const checkErrorRate: ServiceCheck = ({ mesh }, subject) => {
  const failed = failsNow(mesh, subject);
  // The short window first: it is added up anyway, and of a healthy service nothing else has to be.
  if (!failed && shareOf(mesh.sums(subject, errorRate.recentSeconds)) <= errorRate.limit) return undefined;
  const sums = mesh.sums(subject, errorRate.windowSeconds);
  if (!failed && !isMuch(sums)) return undefined;
  const name = nameOf(mesh, subject);
  const share = shareOf(sums);
  const answered = sums.calls > 0 && sums.errors > 0;
  return {
    kind: "service",
    rule: "error-rate",
    subject,
    item: "",
    severity: failed ? "cherry" : severityAt(share, errorSteps),
    value: answered ? share : 1,
    title: answered ? `${name}: ${inPercent(share)} of requests fail` : `${name} does not answer`,
    detail: answered ? failedOf(sums) : "Its readiness probes find nobody there.",
    forMs: failed ? errorRate.failedForMs : errorRate.forMs,
  };
};

/**
 * Callers behind open breakers hardly ask any more: whoever was judged to have failed is failing until somebody is answered
 * well. A moment in which the whole machine stood still is over before that.
 */
function failsNow(mesh: Watched["mesh"], service: string): boolean {
  if (mesh.service(service).status !== "failed") return false;
  const now = mesh.sums(service, errorRate.nowSeconds);
  return now.calls === 0 || shareOf(now) >= 0.5;
}

const isMuch = (sums: CallSums) =>
  sums.calls >= fewest.calls && sums.errors >= fewest.errors && shareOf(sums) > errorRate.limit;

function failedOf({ calls, errors }: CallSums): string {
  const { windowSeconds, limit } = errorRate;
  return `${errors} of ${calls} requests failed within ${windowSeconds} s; more than ${inPercent(limit)} is too much.`;
}
