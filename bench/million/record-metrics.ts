// About a thousand series under the mesh's own metric names, with a reading of each every ten seconds.
import type { Random } from "#lib/kernel/random.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";

export const readingMs = 10_000;

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const services = [
  "api-gateway",
  "auth-service",
  "user-service",
  "order-service",
  "payment-service",
  "inventory-service",
  "notification-service",
  "db-service",
  "cache-service",
];
const routesEach = 20;
const statuses = ["200", "404", "503"];

/** Lets ten seconds of traffic pass through every series. */
export function createTraffic(telemetry: Telemetry, random: Random): () => void {
  const steps = services.flatMap((service) => [
    ...served(telemetry, service, random),
    ...called(telemetry, service, random),
    ...breakers(telemetry, service, random),
  ]);
  return () => {
    for (const step of steps) step();
  };
}

function served(telemetry: Telemetry, service: string, random: Random) {
  const durations = telemetry.service(service).meter.histogram({
    name: "http_server_request_duration_seconds",
    help: "Time from the request's arrival to the last byte of its answer",
    labels: ["http_request_method", "http_route", "http_response_status_code"],
    buckets,
  });
  const routes = Array.from({ length: routesEach }, (_, nth) => `/services/${service}/operation-${nth}`);
  return routes.flatMap((http_route) =>
    statuses.map((http_response_status_code) => {
      const series = durations.series({ http_request_method: "POST", http_route, http_response_status_code });
      const perReading = http_response_status_code === "200" ? 8 : 1;
      return () => {
        for (let count = 0; count < perReading; count += 1) series.record(random.lognormal(0.02, 0.8));
      };
    }),
  );
}

function called(telemetry: Telemetry, service: string, random: Random) {
  const durations = telemetry.service(service).meter.histogram({
    name: "http_client_request_duration_seconds",
    help: "Time from sending a request to the last byte of its answer, for each attempt",
    labels: ["server_address", "error_type"],
    buckets,
  });
  const retries = telemetry.service(service).meter.counter({
    name: "http_client_retries_total",
    help: "Attempts after the first",
    labels: ["server_address"],
  });
  return services.flatMap((server_address) => [
    ...["none", "timeout"].map((error_type) => {
      const series = durations.series({ server_address, error_type });
      return () => series.record(random.lognormal(0.03, 0.9));
    }),
    () => retries.add(random.integer(3), { server_address }),
  ]);
}

function breakers(telemetry: Telemetry, service: string, random: Random) {
  const state = telemetry.service(service).meter.gauge({
    name: "circuit_breaker_state",
    help: "0 closed, 1 half open, 2 open",
    labels: ["server_address"],
  });
  return services.map((server_address) => () => state.set(random.chance(0.01) ? 2 : 0, { server_address }));
}
