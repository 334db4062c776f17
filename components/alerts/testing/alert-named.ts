// An alert as the server tells it; a test says what matters to it.
import type { Alert } from "#lib/contract/alert-answers.ts";

export function alertNamed(id: string, said: Partial<Alert> = {}): Alert {
  const at = "2026-03-01T10:00:00.000Z";
  return {
    id,
    kind: "service",
    rule: "error-rate",
    severity: "red",
    title: `Errors at ${id}`,
    detail: "8 % of 240 calls failed in the last minute.",
    subject: "order-service",
    item: "",
    state: "firing",
    startedAt: at,
    changedAt: at,
    resolvedAt: null,
    acknowledged: null,
    silencedBy: null,
    inhibitedBy: null,
    links: {
      self: `/room/alerts/${id}`,
      subject: "/room/services/order-service",
      graph: null,
      chart: null,
      traces: null,
      logs: null,
    },
    ...said,
  };
}
