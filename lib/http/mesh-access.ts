// Which process may take part in the mesh: one that has the secret or, where there is none, one on this machine.
import { createHash, timingSafeEqual } from "node:crypto";
import { meshTokenHeader } from "#lib/contract/mesh-report.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { RouteContext, RouteRequest } from "./route-spec.ts";

type RouteHeaders = Pick<RouteRequest, "headers">;
type Asked = { config: Pick<RouteContext["config"], "MESH_TOKEN" | "SERVICE_URLS">; request: RouteHeaders };

export function checkReporter({ config, request }: Asked): void {
  if (config.MESH_TOKEN === undefined) checkNearness(request);
  else checkToken(config.MESH_TOKEN, request);
}

type AskedToCall = Asked & { mesh: { topology: Pick<RouteContext["mesh"]["topology"], "services"> } };

export function checkCaller({ config, mesh, request }: AskedToCall, service: string): void {
  if (config.MESH_TOKEN !== undefined) checkToken(config.MESH_TOKEN, request);
  else if ((mesh.topology.services.get(service)?.kind ?? "http") !== "http")
    checkDataCaller(config, request, service);
}

/** The database and the cache believe what they are told, so that only services may speak to them. */
function checkDataCaller({ SERVICE_URLS }: Asked["config"], request: RouteHeaders, service: string): void {
  if (!Object.keys(SERVICE_URLS).some((name) => name !== "*"))
    throw new AppError(
      "not_found",
      `${service} answers within its process only, because SERVICE_URLS names no service that runs elsewhere.`,
    );
  checkNearness(request);
}

function checkToken(token: string, { headers }: RouteHeaders): void {
  if (timingSafeEqual(digestOf(token), digestOf(headers.get(meshTokenHeader) ?? ""))) return;
  throw new AppError(
    "forbidden",
    `Between the processes of this mesh, MESH_TOKEN is asked for. Send it as ${meshTokenHeader}.`,
  );
}

/** Of one length, whatever was sent. */
const digestOf = (text: string) => createHash("sha256").update(text).digest();

const loopback = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i;

function checkNearness({ headers }: RouteHeaders): void {
  // The front put there the address that it believes; what a client made up is gone.
  if (loopback.test(headers.get("x-forwarded-for") ?? "")) return;
  throw new AppError(
    "forbidden",
    "This is for processes on the same machine. Give all processes of the mesh the same MESH_TOKEN to let others in.",
  );
}
