// Statuses and breaker states as the numbers that metrics have.
import type { BreakerState, ServiceStatus } from "#lib/contract/mesh.ts";

export const healthMetric = "service_health";
export const healthValues: Record<ServiceStatus, number> = { healthy: 0, degraded: 1, failed: 2 };

/** When that status began, in seconds since the epoch. */
export const healthSinceMetric = "service_health_since_timestamp_seconds";

export type HealthReading = { value: number; labels: { service: string } };

export const breakerMetric = "circuit_breaker_state";
export const breakerValues: Record<BreakerState, number> = { closed: 0, "half-open": 1, open: 2 };

export function statusOf(value: number): ServiceStatus {
  return value >= healthValues.failed ? "failed" : value >= healthValues.degraded ? "degraded" : "healthy";
}

export function breakerOf(value: number): BreakerState {
  return value >= breakerValues.open ? "open" : value >= breakerValues["half-open"] ? "half-open" : "closed";
}
