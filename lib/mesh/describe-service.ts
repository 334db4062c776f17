// The shape of the mesh and of one service in it, with all that is known of the latter.
import type { EdgeDetail, ServiceDetail, TopologyService, TopologyView } from "#lib/contract/mesh.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { readEdge, readService } from "./readings.ts";
import type { Mesh, ServiceSpec } from "./types.ts";

type Context = { mesh: Mesh };

export function describeTopology({ mesh }: Context): TopologyView {
  return { services: [...mesh.topology.services.values()].map((spec) => describeSpec(mesh, spec)) };
}

function describeSpec(mesh: Mesh, { id, name, group, kind, dependencies }: ServiceSpec): TopologyService {
  return {
    id,
    name,
    group,
    kind,
    dependencies: dependencies.map(({ to }) => to),
    operations: mesh.operationsOf(id),
  };
}

export function describeService({ mesh }: Context, id: string): ServiceDetail {
  const { services, edges } = mesh.topology;
  const spec = services.get(id);
  if (!spec) throw unknownService(id);
  const callers = edges.filter(({ to }) => to === id);
  return {
    service: describeSpec(mesh, spec),
    reading: readService(mesh, id),
    history: mesh.history(id),
    callers: callers.map(({ from }) => ({ service: from, reading: readEdge(mesh, from, id) })),
    dependencies: spec.dependencies.map(({ to }) => ({ service: to, reading: readEdge(mesh, id, to) })),
    changes: mesh.changes(id),
  };
}

export function describeEdge({ mesh }: Context, from: string, to: string): EdgeDetail {
  if (!mesh.topology.dependency(from, to)) {
    throw new AppError("not_found", `${from} does not call ${to}. See /api/topology for who calls whom.`);
  }
  return { from, to, reading: readEdge(mesh, from, to), history: mesh.historyOfEdge(from, to) };
}

export function listStatusChanges(
  { mesh }: Context,
  filter: { service?: string | undefined; limit: number },
) {
  const { service, limit } = filter;
  if (service !== undefined && !mesh.topology.services.has(service)) throw unknownService(service);
  return mesh.changes(service).slice(0, limit);
}

function unknownService(id: string): AppError {
  return new AppError("not_found", `There is no service ${id}. See /services for those there are.`);
}
