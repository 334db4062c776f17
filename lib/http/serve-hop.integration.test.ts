// A mesh whose calls travel over HTTP must look the same as one whose calls are direct: to callers, in traces, in health.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { FaultKind } from "#lib/contract/fault.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import { createHttpTransport, type HttpTransport } from "#lib/mesh/http-transport.ts";
import {
  operation,
  query,
  type SeenSpan,
  type SmallMesh,
  startSmallMesh,
} from "#lib/mesh/testing/small-mesh.ts";
import type { Handler, Mesh, Transport } from "#lib/mesh/types.ts";
import { serveHop } from "./serve-hop.ts";
import { sendResponse, toRequest } from "./server/web-exchange.ts";

let server: Server;
let http: HttpTransport;
let served: Mesh;
let direct: SmallMesh;
let overHttp: SmallMesh;

const middle: Handler = async (ctx, input) => {
  ctx.log.info("on the way");
  return { middle: await ctx.call(query, input) };
};
const database: Handler = async (ctx, input) => {
  switch (input) {
    case "refused":
      throw new ServiceError(409, "Taken already.", { code: "conflict" });
    case "broken":
      throw new ServiceError(500, "deadlock detected");
    case "wrong":
      throw new TypeError("rows is not iterable");
    case "slow":
      await ctx.clock.sleep(60_000, ctx.signal);
      return "never";
    default:
      return { for: ctx.visitorId, tenant: ctx.tenantId, path: ctx.random("dice").next() };
  }
};

/** Long enough for a busy machine to see the work begin, and short enough to be waited for. */
const databaseTimeoutMs = 3_000;

function start(transport?: () => Transport): SmallMesh {
  return startSmallMesh({
    clock: wallClock,
    services: [
      { id: "front", dependencies: [{ to: "middle", retries: 1, timeoutMs: 10_000 }] },
      { id: "middle", dependencies: [{ to: "database", retries: 1, timeoutMs: databaseTimeoutMs }] },
      { id: "database", kind: "database" },
    ],
    work: { front: (ctx, input) => ctx.call(operation("middle", "once"), input), middle, database },
    specs: { database: query },
    ...(transport ? { transport } : {}),
  });
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const leaving = new AbortController();
  response.once("close", () => leaving.abort(new Error("the client left")));
  const [, , service = "", name = ""] = (request.url ?? "").split("/");
  const asked = await toRequest(request, request.url ?? "/", leaving);
  const hop = { service, operation: name, input: JSON.parse(await asked.text()) };
  await sendResponse(await serveHop(served, asked, hop), response, { head: false });
}

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  http = createHttpTransport({ urlOf: () => `http://127.0.0.1:${port}` });
  direct = start();
  overHttp = start(() => http.send);
  served = overHttp.mesh;
});
afterEach(() => {
  for (const mesh of [direct, overHttp]) mesh.faults.halt();
});
afterAll(async () => {
  for (const mesh of [direct, overHttp]) mesh.close();
  await http.close();
  server.closeAllConnections();
  server.close();
});

/** A span with its parents up to the root, without what differs from one run to the next. */
function describeSpans(spans: readonly SeenSpan[]) {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const placeOf = ({ service, kind, name, parentId, attributes }: SeenSpan): string => {
    const parent = byId.get(parentId ?? "");
    const own = `${service} ${kind} ${name} ${attributes["http.request.resend_count"] ?? ""}`;
    return parent ? `${placeOf(parent)} > ${own}` : own;
  };
  return spans
    .map((span) => ({ place: placeOf(span), failed: span.failed, attributes: span.attributes }))
    .sort((a, b) => a.place.localeCompare(b.place));
}

const whose = { tenantId: "coupons", visitorId: "visitor-1" };

const patient = { timeout: 60_000 };

async function ask(mesh: SmallMesh, requestId: string, input: string) {
  // Only a direct reply names its trace: over HTTP that is a header, which nobody within the mesh needs.
  const { traceId: _, ...reply } = await mesh.ask("front", { requestId, input, ...whose });
  const ours = () => mesh.spans.filter(({ attributes }) => attributes.request_id === requestId);
  // What was left behind ends a moment after whoever left.
  await vi.waitFor(() => {
    for (const id of ["front", "middle", "database"])
      expect(mesh.mesh.service(id)).toMatchObject({ busy: 0, queued: 0 });
    const known = new Set(ours().map(({ spanId }) => spanId));
    for (const { parentId } of ours()) expect(parentId === undefined || known.has(parentId)).toBe(true);
  }, patient);
  expect(new Set(ours().map(({ traceId }) => traceId)).size).toBe(1);
  const lines = mesh.lines.filter((line) => line.requestId === requestId);
  const edges = mesh.mesh.topology.edges.map(({ from, to }) => {
    const { calls, sums } = mesh.mesh.edge(from, to);
    return { from, to, calls, errors: sums.errors };
  });
  return {
    reply,
    spans: describeSpans(ours()),
    lines: lines.map(({ level, service, message, tenantId }) => ({ level, service, message, tenantId })),
    edges,
    front: mesh.mesh.edge("outside", "front").calls,
  };
}

const compare = async (requestId: string, input: string) => {
  const [expected, seen] = await Promise.all([
    ask(direct, requestId, input),
    ask(overHttp, requestId, input),
  ]);
  expect(seen).toEqual(expected);
  return seen;
};

describe("over HTTP and directly alike,", () => {
  test("a request that goes well", async () => {
    const { reply, spans } = await compare("request-fine", "fine");
    expect(reply).toEqual({
      status: 200,
      body: { middle: { for: "visitor-1", tenant: "coupons", path: expect.any(Number) } },
    });
    expect(spans).toHaveLength(5);
  });

  test.each([
    ["refused", 409],
    ["broken", 502],
    ["wrong", 502],
    ["slow", 502],
  ])("a request that is %s", async (input, status) => {
    const { reply, spans } = await compare(`request-${input}`, input);
    expect(reply.status).toBe(status);
    expect(spans).toHaveLength(input === "refused" ? 5 : 7);
  });

  test.each<[FaultKind, string]>([
    ["connection-reset", "database"],
    ["error-rate", "middle"],
    ["connection-reset", "front->middle"],
    ["pool-exhaustion", "middle->database"],
    ["hang", "middle->database"],
  ])("a request that meets %s at %s", async (kind, target) => {
    for (const mesh of [direct, overHttp]) mesh.arm(kind, target);
    const { reply } = await compare(`request-${kind}-${target.replace("->", "-")}`, "fine");
    expect(reply.status).toBeGreaterThanOrEqual(500);
  });
});

test("a service that is down closes the connection, where the server itself must go on listening", async () => {
  for (const mesh of [direct, overHttp]) mesh.arm("outage", "database");
  const all = await Promise.all([direct, overHttp].map((mesh) => ask(mesh, "request-outage", "fine")));
  const [refused, cut] = all.map(({ reply, spans }) => ({
    status: reply.status,
    places: spans.map(({ place }) => place),
    errors: new Set(
      spans.filter(({ place }) => place.includes("SELECT")).map((one) => one.attributes["error.type"]),
    ),
  }));
  expect(refused).toMatchObject({ status: 502, errors: new Set(["ECONNREFUSED"]) });
  expect(cut).toEqual({ ...refused, errors: new Set(["ECONNRESET"]) });
});

test("a caller who leaves ends the work at every hop, over HTTP as well", async () => {
  const { reply, leave } = overHttp.start("front", { requestId: "request-left", input: "slow" });
  await expect.poll(() => overHttp.mesh.service("database").busy).toBe(1);
  leave();
  await reply;
  const ended = () =>
    overHttp.spans.filter(
      ({ kind, attributes }) => kind === "server" && attributes.request_id === "request-left",
    );
  await expect.poll(() => ended()).toHaveLength(3);
  for (const span of ended()) {
    expect(span.failed).toBe(false);
    expect(span.durationMs).toBeLessThan(databaseTimeoutMs);
  }
  for (const id of ["front", "middle", "database"]) expect(overHttp.mesh.service(id).busy).toBe(0);
});
