import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ServiceError } from "./errors.ts";
import { operation, query, type SeenSpan, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { Handler } from "./types.ts";

let mesh: SmallMesh;
let refusal: number;

/** `front` asks `left` and `right` at once; `left` asks the database. */
beforeEach(() => {
  refusal = 0;
  const askTwo: Handler = async (ctx, input) => {
    ctx.log.info("asks two");
    await Promise.all([ctx.call(operation("left"), input), ctx.call(operation("right"), input)]);
    ctx.log.info("asked two");
    return "done";
  };
  mesh = startSmallMesh({
    services: [
      { id: "front", dependencies: ["left", "right"] },
      { id: "left", dependencies: [{ to: "database", retries: 1 }] },
      { id: "right" },
      { id: "database", kind: "database" },
    ],
    work: {
      front: askTwo,
      left: async (ctx, input) => {
        await ctx.work(5);
        return ctx.call(query, input);
      },
      right: async (ctx) => {
        await ctx.work(20);
        ctx.log.info("worked");
      },
      database: async (ctx) => {
        await ctx.work(2);
        if (refusal) throw new ServiceError(refusal, "no");
      },
    },
    specs: { database: query },
  });
});
afterEach(() => mesh.close());

const find = (service: string, kind: SeenSpan["kind"], name?: string) => {
  const [span] = mesh.spans.filter(
    (one) => one.service === service && one.kind === kind && (name === undefined || one.name === name),
  );
  if (!span) throw new Error(`${service} has no ${kind} span ${name ?? ""}`);
  return span;
};

describe("the spans of a request", () => {
  test("are one trace, each below the one that caused it", async () => {
    await mesh.ask("front");
    const front = find("front", "server");
    const toLeft = find("front", "client", "POST /services/left/run");
    const toRight = find("front", "client", "POST /services/right/run");
    const toDatabase = find("left", "client");
    expect(new Set(mesh.spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(new Set(mesh.spans.map(({ spanId }) => spanId)).size).toBe(7);
    expect(mesh.spans).toHaveLength(7);
    expect(front.parentId).toBeUndefined();
    expect(toLeft.parentId).toBe(front.spanId);
    expect(toRight.parentId).toBe(front.spanId);
    expect(find("left", "server").parentId).toBe(toLeft.spanId);
    expect(find("right", "server").parentId).toBe(toRight.spanId);
    expect(toDatabase.parentId).toBe(find("left", "server").spanId);
    expect(find("database", "server").parentId).toBe(toDatabase.spanId);
  });

  test("lie within each other in time", async () => {
    await mesh.ask("front");
    const byId = new Map(mesh.spans.map((span) => [span.spanId, span]));
    for (const { parentId, startMs, durationMs } of mesh.spans) {
      const parent = byId.get(parentId ?? "");
      if (!parent) continue;
      expect(startMs).toBeGreaterThanOrEqual(parent.startMs);
      expect(startMs + durationMs).toBeLessThanOrEqual(parent.startMs + parent.durationMs + 0.001);
    }
  });

  test("continue the trace that the request brought along, and the reply names it", async () => {
    const parent = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", traceFlags: 1 };
    const reply = await mesh.ask("front", { parent });
    expect(reply.traceId).toBe(parent.traceId);
    expect(find("front", "server").parentId).toBe(parent.spanId);
    expect(new Set(mesh.spans.map(({ traceId }) => traceId))).toEqual(new Set([parent.traceId]));
  });

  test("and its log lines all say whose they are, also when two requests are under way at once", async () => {
    const asked = [
      mesh.start("front", { requestId: "request-a", tenantId: "coupons" }),
      mesh.start("front", { requestId: "request-b", tenantId: "merch" }),
      mesh.start("front", { requestId: "request-c" }),
    ];
    await mesh.pass(1_000);
    const [a, b, c] = await Promise.all(asked.map(({ reply }) => reply));
    expect(new Set([a?.traceId, b?.traceId, c?.traceId]).size).toBe(3);
    const owners: [string, string | undefined, string | undefined][] = [
      ["request-a", "coupons", a?.traceId],
      ["request-b", "merch", b?.traceId],
      ["request-c", undefined, c?.traceId],
    ];
    for (const [requestId, tenantId, traceId] of owners) {
      const spans = mesh.spans.filter(({ attributes }) => attributes.request_id === requestId);
      expect(spans).toHaveLength(7);
      expect(spans.every((span) => span.traceId === traceId && span.attributes.tenant_id === tenantId)).toBe(
        true,
      );
      const lines = mesh.lines.filter((line) => line.requestId === requestId);
      expect(lines.map(({ message }) => message)).toEqual(["asks two", "worked", "asked two"]);
      for (const line of lines) {
        expect(line).toMatchObject({ tenantId: tenantId ?? null, traceId });
        expect(line.spanId).toBe(
          spans.find(({ service, kind }) => service === line.service && kind === "server")?.spanId,
        );
      }
    }
  });

  test("carry no tenant that does not exist", async () => {
    await mesh.ask("front", { tenantId: "<script>" });
    for (const { attributes } of mesh.spans) expect(attributes).not.toHaveProperty("tenant_id");
  });
});

describe("a span", () => {
  test("is named and described by the conventions for HTTP", async () => {
    await mesh.ask("front");
    const server = find("right", "server");
    const client = find("front", "client", server.name);
    expect(server.name).toBe("POST /services/right/run");
    expect(server.attributes).toEqual({
      "http.request.method": "POST",
      "http.route": "/services/right/run",
      "url.path": "/services/right/run",
      "http.response.status_code": 200,
      request_id: "request-1",
    });
    expect(client.attributes).toEqual({
      "http.request.method": "POST",
      "url.template": "/services/right/run",
      "server.address": "right",
      "peer.service": "right",
      "http.response.status_code": 200,
      request_id: "request-1",
    });
  });

  test("of a database is named and described by those for databases", async () => {
    await mesh.ask("front");
    expect(find("left", "client")).toMatchObject({ name: "SELECT orders", failed: false });
    expect(find("left", "client").attributes).toEqual({
      "db.system.name": "postgresql",
      "db.operation.name": "SELECT",
      "db.collection.name": "orders",
      "db.query.text": "select 1",
      "server.address": "database",
      "peer.service": "database",
      request_id: "request-1",
    });
  });

  test.each([400, 404, 409, 422])(
    "fails at the client and not at the server when it was refused with %i",
    async (status) => {
      refusal = status;
      expect(await mesh.ask("front")).toMatchObject({ status });
      const client = find("front", "client", "POST /services/left/run");
      const server = find("left", "server");
      expect(client).toMatchObject({ failed: true, attributes: { "error.type": String(status) } });
      expect(server).toMatchObject({ failed: false, attributes: { "http.response.status_code": status } });
      expect(server.attributes).not.toHaveProperty("error.type");
      expect(mesh.mesh.edge("front", "left").sums.errors).toBe(0);
    },
  );

  test.each([500, 503])("fails on both sides with %i", async (status) => {
    refusal = status;
    await mesh.ask("front");
    expect(find("left", "client")).toMatchObject({
      failed: true,
      attributes: { "error.type": String(status) },
    });
    expect(find("database", "server")).toMatchObject({
      failed: true,
      attributes: { "error.type": String(status) },
    });
  });

  test("has the time of its clock to the microsecond", async () => {
    await mesh.ask("front");
    const { startMs, durationMs } = find("right", "server");
    expect(startMs).toBe(0);
    expect(durationMs).toBeGreaterThan(5);
    expect(durationMs * 1_000).toBeCloseTo(Math.round(durationMs * 1_000), 3);
  });
});

test("the durations of calls are measured on both sides, by the same names as the spans have", async () => {
  await mesh.ask("front");
  const right = {
    url_template: "/services/right/run",
    server_address: "right",
    http_response_status_code: "200",
  };
  const called = await mesh.measured("http_client_request_duration_seconds", { service: "front", ...right });
  const served = await mesh.measured("http_server_request_duration_seconds", {
    service: "right",
    http_route: "/services/right/run",
    http_response_status_code: "200",
  });
  expect(called).toEqual({ count: 1, sum: find("right", "server").durationMs / 1_000 });
  expect(served).toEqual(called);
  const database = { service: "left", db_system_name: "postgresql", db_operation_name: "SELECT" };
  expect(await mesh.measured("db_client_operation_duration_seconds", database)).toMatchObject({ count: 1 });
});
