// Whether a place exists, and whether a kind fits there.
import type { FaultKindInfo } from "#lib/contract/fault.ts";
import { edgeKey } from "#lib/contract/mesh.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { nearestNames } from "./nearest-names.ts";
import type { Target } from "./target.ts";
import type { KnownPlaces } from "./types.ts";

type KnownService = KnownPlaces["services"][number];
export type Places = {
  services: ReadonlyMap<string, KnownService>;
  edges: ReadonlySet<string>;
  vendors: ReadonlySet<string>;
};

export function indexPlaces({ services, edges, vendors = [] }: KnownPlaces): Places {
  return {
    services: new Map(services.map((service) => [service.id, service])),
    edges: new Set(edges.map(({ from, to }) => edgeKey(from, to))),
    vendors: new Set(vendors),
  };
}

const wordsOf: Record<Target["sort"], string> = {
  service: "one service",
  operation: "one operation",
  edge: "one edge",
  cart: "the cart",
  vendors: "the vendors",
  vendor: "one vendor",
};

/** Throws not_found with the names that were probably meant. */
export function checkPlace(target: Target, places: Places) {
  if (target.sort === "edge") return checkEdge(target, places);
  if (target.sort === "cart") return;
  if (target.sort === "vendors" || target.sort === "vendor") return checkVendor(target, places);
  const service = knownService(target.service, places);
  if (target.sort === "service" || service.operations.includes(target.operation)) return;
  throw new AppError(
    "not_found",
    `${service.id} has no operation ${target.operation}. ${suggest(target.operation, service.operations)}`,
  );
}

/** Throws validation_failed. */
export function checkFit(info: FaultKindInfo, target: Target, places: Places) {
  if (!info.targets.includes(target.sort)) {
    throw misfit(
      `${info.kind} cannot be armed on ${wordsOf[target.sort]}; it takes: ${info.targets.join(", ")}.`,
    );
  }
  const kind = "service" in target ? places.services.get(target.service)?.kind : undefined;
  if (!info.onlyKinds || !kind || info.onlyKinds.includes(kind)) return;
  const fitting = [...places.services.values()].filter((one) => info.onlyKinds?.includes(one.kind));
  throw misfit(
    `${info.kind} fits services of kind ${info.onlyKinds.join(", ")} only: ${some(fitting.map(({ id }) => id))}.`,
  );
}

function misfit(message: string): AppError {
  return new AppError("validation_failed", message, { fields: [{ path: "body.target", message }] });
}

function knownService(id: string, { services }: Places): KnownService {
  const service = services.get(id);
  if (service) return service;
  throw new AppError("not_found", `There is no service ${id}. ${suggest(id, [...services.keys()])}`);
}

function checkEdge({ from, to }: Extract<Target, { sort: "edge" }>, places: Places) {
  if (places.edges.has(edgeKey(from, to))) return;
  knownService(from, places);
  knownService(to, places);
  const called = [...places.services.keys()].filter((id) => places.edges.has(edgeKey(from, id)));
  throw new AppError("not_found", `${from} does not call ${to}. It calls: ${some(called)}.`);
}

function suggest(given: string, known: readonly string[]): string {
  return known.length > 0 ? `Did you mean ${nearestNames(given, known).join(", ")}?` : "It has none.";
}

function checkVendor(target: Extract<Target, { sort: "vendors" | "vendor" }>, { vendors }: Places) {
  if (vendors.size === 0)
    throw new AppError(
      "not_found",
      "There are no vendors here that could be broken: only those of the built-in feed can be. It is off while METABASE_URL is set or SIMULATED_VENDORS is 0.",
    );
  if (target.sort === "vendors" || vendors.has(target.vendor)) return;
  throw new AppError(
    "not_found",
    `There is no vendor ${target.vendor}. ${suggest(target.vendor, [...vendors])}`,
  );
}

const mostNamed = 10;

function some(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const rest = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
