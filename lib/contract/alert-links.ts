// From an alert to what it is about: the vendor or the service, and what was recorded at that time.
import type { Alert } from "./alert-answers.ts";
import {
  alertHref,
  around,
  graphAround,
  logsOfCallsTo,
  logsOfService,
  metricsOfCalls,
  metricsOfService,
  type Stretch,
  serviceHref,
  tracesOfCallsTo,
  tracesOfService,
  vendorHref,
} from "./evidence-links.ts";
import { edgeKey } from "./mesh.ts";

type Told = Pick<Alert, "id" | "kind" | "rule" | "subject" | "item" | "startedAt">;

/** Who asks the vendors' source, in a trace of its own, and logs what came of it. */
const asker = "faultmart";

export function linksOfAlert(alert: Told): Alert["links"] {
  const { id, kind, rule, subject, item, startedAt } = alert;
  const self = alertHref(id);
  const time = around(startedAt);
  if (kind === "vendor") {
    return {
      self,
      subject: vendorHref(subject),
      // A vendor is no part of it; whether something else was wrong then is worth a look all the same.
      graph: graphAround(startedAt),
      chart: vendorHref(subject, { question: rule, item }),
      traces: tracesOfService(asker, time, { operation: `job ${rule}` }),
      logs: logsOfService(asker, time),
    };
  }
  const evidence =
    rule === "error-rate" && subject !== entrance ? failedCallsTo(subject, time) : ownOf(rule, subject, time);
  return {
    self,
    subject: serviceHref(subject) ?? "/room/graph",
    graph: graphAround(startedAt, rule === "breaker-open" ? edgeKey(subject, item) : subject),
    chart: chartOf(rule, subject, item, time),
    ...evidence,
  };
}

/** Who comes from outside leaves no trace before it. */
const entrance = "api-gateway";

/** Whoever is down leaves neither spans nor lines: its callers tell what they met. */
function failedCallsTo(service: string, time: Stretch) {
  return { traces: tracesOfCallsTo(service, time), logs: logsOfCallsTo(service, time) };
}

function ownOf(rule: string, service: string, time: Stretch) {
  return { traces: tracesOfService(service, time, tracesThatShow(rule)), logs: logsOfService(service, time) };
}

function chartOf(rule: string, subject: string, item: string, time: Stretch): string {
  return rule === "breaker-open" ? metricsOfCalls(subject, item, time) : metricsOfService(subject, time);
}

/** What is slow need not fail, and who lost a race was answered well. */
function tracesThatShow(rule: string): { status?: "error" } {
  return rule === "latency" || rule === "stock-conflicts" ? {} : { status: "error" };
}
