import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { FaultKind, NewFault } from "#lib/contract/fault.ts";
import { CallError, ServiceError } from "./errors.ts";
import { defineOperation } from "./operation.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { ServiceData } from "./topology.ts";
import type { Handler } from "./types.ts";

let mesh: SmallMesh;
afterEach(() => mesh.close());

/** `front` calls `back` once, whatever happens. */
function startPair(back: Handler, spec: Partial<ServiceData> = {}) {
  mesh = startSmallMesh({
    services: [
      {
        id: "front",
        workers: 1_000,
        dependencies: [{ to: "back", retries: 0, timeoutMs: 1_000, connections: 1_000 }],
      },
      { id: "back", ...spec },
    ],
    work: { front: (ctx, input) => ctx.call(operation("back"), input), back },
  });
}

const served = (service = "back") =>
  mesh.spans.filter((span) => span.kind === "server" && span.service === service);
const called = () => mesh.spans.filter(({ kind }) => kind === "client");
const statuses = async (asked: readonly { reply: Promise<{ status: number }> }[]) =>
  (await Promise.all(asked.map(({ reply }) => reply))).map(({ status }) => status);

describe("a service with few workers", () => {
  const slow: Handler = (ctx) => ctx.clock.sleep(100, ctx.signal);

  test("works on as many requests as it has workers; the others wait, and their wait is measured", async () => {
    startPair(slow, { workers: 2 });
    const asked = [1, 2, 3, 4, 5].map(() => mesh.start("front"));
    await mesh.pass(0);
    expect(mesh.mesh.service("back")).toMatchObject({ busy: 2, queued: 3 });
    await mesh.pass(300);
    expect(await statuses(asked)).toEqual([200, 200, 200, 200, 200]);
    expect(served().map(({ durationMs }) => durationMs)).toEqual([100, 100, 200, 200, 300]);
    const waits = await mesh.measured("service_queue_wait_seconds", { service: "back" });
    expect(waits.count).toBe(5);
    expect(waits.sum).toBeCloseTo(0.4);
    expect(mesh.mesh.service("back")).toMatchObject({ busy: 0, queued: 0 });
  });

  test("turns away at once who does not fit into the line", async () => {
    startPair(slow, { workers: 1, queueLimit: 1 });
    const asked = [1, 2, 3].map(() => mesh.start("front"));
    await mesh.pass(0);
    const [turnedAway] = served();
    expect(turnedAway).toMatchObject({ durationMs: 0, failed: true });
    expect(turnedAway?.attributes).toMatchObject({
      "http.response.status_code": 503,
      "error.type": "503",
    });
    await mesh.pass(200);
    expect(await statuses(asked)).toEqual([200, 200, 503]);
  });

  test("does not work for those who left while they waited", async () => {
    let worked = 0;
    startPair(
      async (ctx) => {
        worked += 1;
        await ctx.clock.sleep(100, ctx.signal);
      },
      { workers: 1 },
    );
    const first = mesh.start("front");
    const second = mesh.start("front");
    await mesh.pass(50);
    second.leave();
    await mesh.pass(100);
    expect(await first.reply).toMatchObject({ status: 200 });
    expect(worked).toBe(1);
    expect(served().map(({ attributes }) => attributes["http.response.status_code"])).toEqual([499, 200]);
  });

  test("whose processor is busy is slow because requests queue, not only because each takes longer", async () => {
    startPair((ctx) => ctx.work(10), { workers: 8 });
    const rush = async () => {
      const before = served().length;
      const asked = Array.from({ length: 8 }, () => mesh.start("front"));
      await mesh.pass(990);
      await Promise.all(asked.map(({ reply }) => reply));
      return served()
        .slice(before)
        .map(({ durationMs }) => durationMs);
    };
    const usual = await rush();
    expect(Math.max(...usual)).toBeLessThan(40);
    mesh.arm("cpu-saturation", "back", {
      parameters: { slowdown: 5, workersLeft: 1 },
      durationSeconds: 5,
    });
    const saturated = await rush();
    const [first = 0] = saturated;
    expect(first).toBeGreaterThan(3 * 10 * 0.5);
    expect(Math.max(...saturated)).toBeGreaterThan(4 * first);
    const { sum: waitedSeconds } = await mesh.measured("service_queue_wait_seconds", { service: "back" });
    expect(waitedSeconds).toBeGreaterThan(0.5);
    await mesh.pass(5_000);
    expect(Math.max(...(await rush()))).toBeLessThan(40);
  });
});

describe("what a service is asked", () => {
  const Order = z.object({ lines: z.array(z.object({ quantity: z.int() })) });

  test("is checked against the contract before any work is done", async () => {
    const spec = defineOperation({
      ...operation("back"),
      input: Order,
      output: z.unknown(),
    });
    mesh = startSmallMesh({ services: [{ id: "back" }], work: {}, specs: { back: spec } });
    expect(await mesh.ask("back", { input: { lines: [{ quantity: "two" }] } })).toMatchObject({
      status: 422,
      body: {
        code: "validation_failed",
        message: "run: lines.0.quantity: Invalid input: expected number, received string",
      },
    });
    expect(served()[0]).toMatchObject({ failed: false });
  });

  test("under a name that nobody has is not found, and leaves no trace", async () => {
    startPair(() => "done");
    expect(await mesh.ask("back", { operation: "unknown" })).toMatchObject({ status: 404 });
    expect(await mesh.ask("nobody")).toMatchObject({ status: 404 });
    expect(mesh.spans).toEqual([]);
  });
});

describe("what goes wrong inside", () => {
  test("is told to nobody outside, and in full in the log of the service where it happened", async () => {
    startPair(() => {
      throw new TypeError("Cannot read properties of undefined (reading 'price')");
    });
    expect(await mesh.ask("back")).toMatchObject({
      status: 500,
      body: { code: "internal", message: "Internal server error" },
    });
    const [line, ...others] = mesh.lines;
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: "error",
      service: "back",
      requestId: "request-1",
      message: "run failed: Cannot read properties of undefined (reading 'price')",
    });
    expect(line?.attributes["exception.type"]).toBe("TypeError");
    expect(line?.traceId).toBe(served()[0]?.traceId);
    expect(line?.spanId).toBe(served()[0]?.spanId);
  });

  test("behind it is a bad gateway to its own caller, and its log names whom it waited for", async () => {
    startPair(() => {
      throw new ServiceError(500, "the disk is full");
    });
    expect(await mesh.ask("front")).toMatchObject({
      status: 502,
      body: { code: "dependency_failed", message: "back failed." },
    });
    const line = mesh.lines.find(({ service }) => service === "front");
    expect(line).toMatchObject({ message: "run failed: back answered 500, the disk is full" });
    expect(line?.attributes).toMatchObject({ "peer.service": "back", "error.type": "500" });
  });

  test("can be caught by a caller that can do without: it is a CallError that says what happened", async () => {
    let caught: unknown;
    mesh = startSmallMesh({
      services: [{ id: "front", dependencies: [{ to: "back", retries: 0 }] }, { id: "back" }],
      work: {
        front: async (ctx, input) =>
          ctx.call(operation("back"), input).catch((error: unknown) => {
            caught = error;
            return "without";
          }),
        back: () => {
          throw new ServiceError(503, "no room", { code: "overloaded" });
        },
      },
    });
    expect(await mesh.ask("front")).toMatchObject({ status: 200, body: "without" });
    expect(caught).toBeInstanceOf(CallError);
    expect(caught).toMatchObject({ service: "back", operation: "run", status: 503, code: "overloaded" });
    expect(served("front")[0]).toMatchObject({ failed: false });
  });
});

describe("a service in trouble", () => {
  const trouble = async (kind: FaultKind, fault: Partial<NewFault> = {}) => {
    let worked = 0;
    startPair(() => {
      worked += 1;
      return "done";
    });
    mesh.arm(kind, "back", fault);
    const reply = await mesh.ask("front");
    const [call] = called();
    const [server] = served();
    return { status: reply.status, worked, call, server, errorType: call?.attributes["error.type"] };
  };

  test("that is down refuses connections: nothing of the callee is seen", async () => {
    const seen = await trouble("outage");
    expect(seen).toMatchObject({ status: 502, worked: 0, errorType: "ECONNREFUSED", server: undefined });
    expect(mesh.lines.every(({ service }) => service === "front")).toBe(true);
    expect(mesh.mesh.edge("front", "back").sums).toMatchObject({ calls: 1, errors: 1 });
  });

  test("that is slow works after a while, differently long for each request", async () => {
    const { status, server, worked } = await trouble("latency", {
      parameters: { delayMs: 200, jitterMs: 50 },
    });
    expect({ status, worked }).toEqual({ status: 200, worked: 1 });
    expect(server?.durationMs).toBeGreaterThanOrEqual(150);
    expect(server?.durationMs).toBeLessThanOrEqual(250);
    for (let nth = 0; nth < 20; nth += 1) await mesh.ask("front");
    expect(new Set(served().map(({ durationMs }) => durationMs)).size).toBeGreaterThan(15);
  });

  test("that fails answers 500 without doing its work, and logs an error of its own", async () => {
    const { status, worked, server, errorType } = await trouble("error-rate");
    expect({ status, worked, errorType }).toEqual({ status: 502, worked: 0, errorType: "500" });
    expect(server).toMatchObject({ failed: true });
    expect(mesh.lines.filter(({ service }) => service === "back")).toMatchObject([{ level: "error" }]);
  });

  test("that hangs keeps its worker until the caller gives up", async () => {
    const { status, worked, server, call, errorType } = await trouble("hang");
    expect({ status, worked, errorType }).toEqual({ status: 504, worked: 0, errorType: "timeout" });
    expect(call?.durationMs).toBe(1_000);
    expect(server).toMatchObject({ durationMs: 1_000, failed: false });
    expect(mesh.mesh.service("back").busy).toBe(0);
  });

  test("whose connections break has done the work, and only the caller knows of the failure", async () => {
    const { status, worked, server, errorType } = await trouble("connection-reset");
    expect({ status, worked, errorType }).toEqual({ status: 502, worked: 1, errorType: "ECONNRESET" });
    expect(server).toMatchObject({ failed: false });
    expect(server?.attributes["http.response.status_code"]).toBe(200);
  });

  test("whose answers are lost has done the work, and only the caller knows of the failure", async () => {
    const { status, worked, server, errorType } = await trouble("reply-lost");
    expect({ status, worked, errorType }).toEqual({ status: 502, worked: 1, errorType: "ECONNRESET" });
    expect(server).toMatchObject({ failed: false });
    expect(server?.attributes["http.response.status_code"]).toBe(200);
  });

  test("is that for the same visitors each time", async () => {
    startPair(() => "done");
    mesh.arm("connection-reset", "back", { share: 0.5 });
    const hits = async () => {
      const hit: number[] = [];
      for (let visitor = 0; visitor < 60; visitor += 1) {
        const { status } = await mesh.ask("back", { visitorId: `visitor-${visitor}` });
        if (status === 503) hit.push(visitor);
      }
      return hit;
    };
    const first = await hits();
    expect(first.length).toBeGreaterThan(10);
    expect(first.length).toBeLessThan(50);
    expect(await hits()).toEqual(first);
  });
});

test("a hanging service answers a caller who does not hang up when the deadline passes, delays included", async () => {
  startPair(() => "done");
  mesh.arm("latency", "back", { parameters: { delayMs: 300, jitterMs: 0 } });
  mesh.arm("hang", "back");
  const startedMs = mesh.clock.monotonicMs();
  const answered = mesh.mesh.host
    .handle(mesh.envelope("back", { remainingMs: 1_000 }), new AbortController().signal)
    .then(({ status }) => ({ status, afterMs: mesh.clock.monotonicMs() - startedMs }));
  await mesh.pass(3_000);
  expect(await answered).toEqual({ status: 504, afterMs: 1_000 });
});
