// The telemetry of a service that nobody listens to.
import { trace } from "@opentelemetry/api";
import type { Logger, Meter, ServiceTelemetry } from "#lib/telemetry/types.ts";

const nothing = () => {};
const log: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  critical: nothing,
  exception: nothing,
  named: () => log,
};
const meter: Meter = {
  counter: () => ({ add: nothing }),
  gauge: () => ({ set: nothing }),
  observedGauge: nothing,
  histogram: () => ({ record: nothing, series: () => ({ record: nothing }) }),
};

export function quietTelemetry(name: string): ServiceTelemetry {
  return { name, tracer: trace.getTracer("quiet"), log, meter };
}
