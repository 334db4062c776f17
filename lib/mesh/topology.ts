// What the graph is, read from data. A graph that cannot work is refused here, by name, and not discovered call by call.
import { z } from "zod";
import { edgeKey, serviceIdPattern } from "#lib/contract/mesh.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { findCircle } from "./find-circle.ts";
import { type DependencySpec, outside, type ServiceSpec, type Topology } from "./types.ts";

/** The largest graph that was ever measured; a larger one is a mistake more often than a wish. */
const mostServices = 10_000;

const Id = z
  .string("an id is a text such as order-service")
  .max(63, "an id has at most 63 characters")
  .regex(serviceIdPattern, {
    error: ({ input }) =>
      `"${input}" is no id; use lower-case letters, digits and single hyphens, such as order-service`,
  });
const Count = z.int().min(1).max(100_000);
const Milliseconds = z.int().min(1).max(600_000);

const Dependency = z.strictObject({
  to: Id,
  timeoutMs: Milliseconds.default(2_000),
  retries: z.int().min(0).max(10).default(2),
  connections: Count.default(64),
  connectionWaitMs: z.int().min(0).max(600_000).default(500),
});
type DependencyData = string | z.input<typeof Dependency>;

/** An id alone stands for a dependency with nothing special about it. */
const withDefaults = (given: DependencyData) => (typeof given === "string" ? { to: given } : given);

const ServiceData = z.strictObject({
  id: Id,
  name: z.string().min(1).max(100).optional(),
  group: z.string().min(1).max(63).default("services"),
  kind: z.enum(["http", "database", "cache"]).default("http"),
  workers: Count.default(64),
  queueLimit: z.int().min(0).max(100_000).default(128),
  slowMs: Milliseconds.default(500),
  dependencies: z.array(z.preprocess(withDefaults, Dependency)).default([]),
});
export type ServiceData = z.input<typeof ServiceData>;

export const TopologyData = z.strictObject({ services: z.array(ServiceData).min(1).max(mostServices) });
export type TopologyData = z.input<typeof TopologyData>;

/**
 * Throws an AppError that names what is wrong and says what to do about it. Everybody waits `patience` times as long as
 * the data say: what is slow is not always broken.
 */
export function parseTopology(data: unknown, patience = 1): Topology {
  const parsed = z.safeParse(TopologyData, data);
  if (!parsed.success) throw notAsDescribed(parsed.error);
  const services = new Map<string, ServiceSpec>();
  for (const { name, ...given } of parsed.data.services) {
    if (services.has(given.id)) {
      throw refusal(`The service "${given.id}" is there twice. Give each service an id of its own.`);
    }
    if (given.id === outside) {
      throw refusal(
        `No service can be called "${outside}": callers that are no services are measured under it.`,
      );
    }
    const dependencies = given.dependencies.map((each) => waitLonger(each, patience));
    services.set(given.id, { ...given, name: name ?? nameOf(given.id), dependencies });
  }
  const dependencies = new Map<string, DependencySpec>();
  for (const service of services.values()) {
    for (const dependency of service.dependencies) {
      checkDependency(service.id, dependency.to, { services, dependencies });
      dependencies.set(edgeKey(service.id, dependency.to), dependency);
    }
  }
  refuseCircles(services);
  return {
    patience,
    services,
    dependency: (from, to) => dependencies.get(edgeKey(from, to)),
    edges: [...services.values()].flatMap(({ id, dependencies: own }) =>
      own.map(({ to }) => ({ from: id, to })),
    ),
  };
}

function waitLonger(dependency: DependencySpec, patience: number): DependencySpec {
  return {
    ...dependency,
    timeoutMs: Math.round(dependency.timeoutMs * patience),
    connectionWaitMs: Math.round(dependency.connectionWaitMs * patience),
  };
}

type Known = { services: ReadonlyMap<string, unknown>; dependencies: ReadonlyMap<string, unknown> };

function checkDependency(from: string, to: string, { services, dependencies }: Known): void {
  if (from === to) {
    throw refusal(`The service "${from}" depends on itself. Remove that dependency.`);
  }
  if (!services.has(to)) {
    throw refusal(
      `The service "${from}" depends on "${to}", which does not exist. Add that service or correct the id.`,
    );
  }
  if (dependencies.has(edgeKey(from, to))) {
    throw refusal(`The service "${from}" names its dependency "${to}" twice. Remove one of them.`);
  }
}

function refuseCircles(services: ReadonlyMap<string, ServiceSpec>): void {
  const circle = findCircle([...services.keys()], (id) =>
    (services.get(id)?.dependencies ?? []).map(({ to }) => to),
  );
  if (!circle) return;
  throw refusal(
    `Services depend on each other in a circle: ${circle.join(" -> ")}. Remove one of these dependencies.`,
  );
}

function notAsDescribed(error: z.core.$ZodError): AppError {
  const fields = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const [first] = fields;
  const where = first?.path ? `${first.path}: ` : "";
  return new AppError(
    "validation_failed",
    `The topology cannot be read: ${where}${first?.message ?? "wrong data"}.`,
    {
      fields,
    },
  );
}

function refusal(message: string): AppError {
  return new AppError("validation_failed", message);
}

/** `order-service` becomes `Order service`. */
function nameOf(id: string): string {
  const words = id.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
