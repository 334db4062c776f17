// The metrics of calls, by the names of the semantic conventions: each service's own side, and its view of the others.
import type { Labels, Meter, Series } from "#lib/telemetry/types.ts";
import { routeOf } from "./spans.ts";
import type { OperationSpec } from "./types.ts";

const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type CallMetrics = {
  served(operation: OperationSpec, durationMs: number, status: number): void;
  called(operation: OperationSpec, durationMs: number, status: number, errorType: string | undefined): void;
  retried(callee: string): void;
  waitedForWorker(waitMs: number): void;
};

/** One of these per service; asking a meter again for a metric gives the same one. */
export function createCallMetrics(meter: Meter): CallMetrics {
  const serverDurations = meter.histogram({
    name: "http_server_request_duration_seconds",
    help: "Time from the request's arrival to the last byte of its answer",
    labels: ["http_request_method", "http_route", "http_response_status_code"],
    buckets: durationBuckets,
  });
  const clientDurations = meter.histogram({
    name: "http_client_request_duration_seconds",
    help: "Time from sending a request to the last byte of its answer, for each attempt",
    labels: [
      "server_address",
      "http_request_method",
      "url_template",
      "http_response_status_code",
      "error_type",
    ],
    buckets: durationBuckets,
  });
  const databaseDurations = meter.histogram({
    name: "db_client_operation_duration_seconds",
    help: "Time that a database or cache operation took, for each attempt",
    labels: ["server_address", "db_system_name", "db_operation_name", "db_collection_name", "error_type"],
    buckets: durationBuckets,
  });
  const retries = meter.counter({
    name: "http_client_retries_total",
    help: "Attempts after the first",
    labels: ["server_address"],
  });
  const waits = meter.histogram({
    name: "service_queue_wait_seconds",
    help: "Time that a request waited for a free worker",
    buckets: durationBuckets,
  });

  const servedAs = keepByKey((operation: OperationSpec, status: number) =>
    serverDurations.series({
      http_request_method: "POST",
      http_route: routeOf(operation),
      http_response_status_code: String(status),
    }),
  );
  const calledAs = keepByKey((operation: OperationSpec, status: number, errorType: string) => {
    const { service, statement } = operation;
    const facts: Labels = { server_address: service, error_type: errorType };
    if (statement) {
      return databaseDurations.series({
        ...facts,
        db_system_name: statement.system,
        db_operation_name: statement.operation,
        db_collection_name: statement.collection,
      });
    }
    return clientDurations.series({
      ...facts,
      http_request_method: "POST",
      url_template: routeOf(operation),
      http_response_status_code: status > 0 ? String(status) : "",
    });
  });
  const waitsHere = waits.series({});

  return {
    served(operation, durationMs, status) {
      if (!operation.statement) servedAs(operation, status, "").record(durationMs / 1_000);
    },
    called(operation, durationMs, status, errorType = "") {
      calledAs(operation, status, errorType).record(durationMs / 1_000);
    },
    retried: (callee) => retries.add(1, { server_address: callee }),
    waitedForWorker: (waitMs) => waitsHere.record(waitMs / 1_000),
  };
}

/** One series for each operation and outcome, of which there are few: labels are put together once. */
function keepByKey(make: (operation: OperationSpec, status: number, errorType: string) => Series) {
  const kept = new Map<OperationSpec, Map<string, Series>>();
  return (operation: OperationSpec, status: number, errorType: string): Series => {
    const ofOperation = kept.get(operation) ?? new Map<string, Series>();
    if (ofOperation.size === 0) kept.set(operation, ofOperation);
    const outcome = `${status}${errorType}`;
    const series = ofOperation.get(outcome) ?? make(operation, status, errorType);
    ofOperation.set(outcome, series);
    return series;
  };
}
