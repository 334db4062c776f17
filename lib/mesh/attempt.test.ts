import { afterEach, describe, expect, test } from "vitest";
import { ServiceError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { DependencySpec, Handler, Reply } from "./types.ts";

let mesh: SmallMesh;
afterEach(() => mesh.close());

function startPair(back: Handler, edge: Partial<DependencySpec> = {}) {
  mesh = startSmallMesh({
    services: [{ id: "front", dependencies: [{ to: "back", retries: 0, ...edge }] }, { id: "back" }],
    work: { front: (ctx, input) => ctx.call(operation("back"), input), back },
  });
}

const reached = () => mesh.spans.filter(({ kind, service }) => kind === "server" && service === "back");
const calls = () => mesh.spans.filter(({ kind }) => kind === "client");
const errorTypes = () => calls().map(({ attributes }) => attributes["error.type"]);
const breakerLines = () =>
  mesh.lines
    .filter(({ logger }) => logger === "front.breaker")
    .map(({ level, message }) => `${level} ${message}`);
const breakerGauge = async () =>
  (await mesh.measured("circuit_breaker_state", { service: "front", server_address: "back" })).sum;

describe("an open breaker", () => {
  const failUntilOpen = async () => {
    for (let nth = 0; nth < 100 && mesh.mesh.edge("front", "back").breaker !== "open"; nth += 1)
      await mesh.ask("front", { input: "bad" });
  };
  const moody: Handler = (_ctx, input) => {
    if (input === "bad") throw new ServiceError(500, "not now");
    return "done";
  };

  test("refuses in no time, without reaching the callee, and is seen in a gauge and a log line", async () => {
    startPair(moody);
    await mesh.ask("front", { input: "good" });
    expect(await breakerGauge()).toBe(0);
    await failUntilOpen();
    expect(mesh.mesh.edge("front", "back").breaker).toBe("open");
    const before = reached().length;
    const { calls: observed } = mesh.mesh.edge("front", "back");
    expect(await mesh.ask("front", { input: "good" })).toMatchObject({ status: 503 });
    expect(reached()).toHaveLength(before);
    expect(mesh.mesh.edge("front", "back").calls).toBe(observed);
    const refused = calls().at(-1);
    expect(refused).toMatchObject({ durationMs: 0, failed: true });
    expect(refused?.attributes["error.type"]).toBe("breaker_open");
    expect(refused?.attributes).not.toHaveProperty("http.response.status_code");
    expect(await breakerGauge()).toBe(2);
    expect(breakerLines()).toEqual(["warn circuit breaker to back is open"]);
  });

  test("lets one call through after a while, and closes when that goes well", async () => {
    let finish = () => {};
    const answered = new Promise<void>((resolve) => {
      finish = resolve;
    });
    startPair(async (ctx, input) => {
      if (input === "slow") await answered;
      return moody(ctx, input);
    });
    await failUntilOpen();
    await mesh.pass(5_000);
    const before = reached().length;
    const probe = mesh.start("front", { input: "slow" });
    await mesh.pass(10);
    expect(await breakerGauge()).toBe(1);
    expect(await mesh.ask("front", { input: "good" })).toMatchObject({ status: 503 });
    finish();
    await mesh.pass(0);
    expect(await probe.reply).toMatchObject({ status: 200 });
    expect(reached()).toHaveLength(before + 1);
    expect(await mesh.ask("front", { input: "good" })).toMatchObject({ status: 200 });
    expect(await breakerGauge()).toBe(0);
    expect(breakerLines().slice(1)).toEqual([
      "warn circuit breaker to back is half-open",
      "warn circuit breaker to back is closed",
    ]);
  });

  test("stays open when the one call that is let through fails", async () => {
    startPair(moody);
    await failUntilOpen();
    await mesh.pass(5_000);
    expect(await mesh.ask("front", { input: "bad" })).toMatchObject({ status: 502 });
    expect(mesh.mesh.edge("front", "back").breaker).toBe("open");
  });

  test("does not spend its one call on a caller who has left already", async () => {
    mesh = startSmallMesh({
      services: [{ id: "front", dependencies: [{ to: "back", retries: 0 }] }, { id: "back" }],
      work: {
        back: moody,
        front: async (ctx, input) => {
          if (input === "dawdle") await ctx.clock.sleep(100);
          return ctx.call(operation("back"), input);
        },
      },
    });
    await failUntilOpen();
    await mesh.pass(5_000);
    const { leave, reply } = mesh.start("front", { input: "dawdle" });
    leave();
    await reply;
    await mesh.pass(200);
    expect(await mesh.ask("front", { input: "good" })).toMatchObject({ status: 200 });
  });

  test("gets its one call back from a caller who leaves in the middle of it", async () => {
    startPair(async (ctx, input) => {
      if (input === "slow") await ctx.clock.sleep(60_000, ctx.signal);
      return moody(ctx, input);
    });
    await failUntilOpen();
    await mesh.pass(5_000);
    const { leave, reply } = mesh.start("front", { input: "slow" });
    await mesh.pass(10);
    leave();
    await mesh.pass(0);
    await reply;
    expect(await mesh.ask("front", { input: "good" })).toMatchObject({ status: 200 });
    expect(mesh.mesh.edge("front", "back").breaker).toBe("closed");
  });

  test("does not come from refusals: they are answers of a service that works", async () => {
    startPair(() => {
      throw new ServiceError(409, "taken");
    });
    for (let nth = 0; nth < 30; nth += 1) await mesh.ask("front");
    expect(mesh.mesh.edge("front", "back").breaker).toBe("closed");
    expect(reached()).toHaveLength(30);
  });
});

describe("the connections of an edge", () => {
  const slow: Handler = (ctx) => ctx.clock.sleep(200, ctx.signal);
  const settledIn = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

  test("are waited for: more calls than connections take turns", async () => {
    startPair(slow, { connections: 2 });
    const asked = [1, 2, 3, 4].map(() => mesh.start("front").reply);
    await mesh.pass(0);
    expect(mesh.mesh.service("back").busy).toBe(2);
    await mesh.pass(400);
    expect(settledIn(await Promise.all(asked))).toEqual([200, 200, 200, 200]);
    expect(calls().map(({ durationMs }) => durationMs)).toEqual([200, 200, 400, 400]);
  });

  test("are not waited for longer than the edge says, and the error says so", async () => {
    startPair(slow, { connections: 1, connectionWaitMs: 50 });
    const first = mesh.start("front").reply;
    const second = mesh.start("front").reply;
    await mesh.pass(60);
    expect(await second).toMatchObject({ status: 503 });
    await mesh.pass(200);
    expect(await first).toMatchObject({ status: 200 });
    const [starved] = calls();
    expect(starved).toMatchObject({ durationMs: 50, failed: true });
    expect(starved?.attributes["error.type"]).toBe("pool_timeout");
    expect(starved?.attributes).not.toHaveProperty("http.response.status_code");
    expect(mesh.lines.map(({ message }) => message)).toEqual([
      "run failed: timed out waiting for a connection to back",
    ]);
  });

  test("are there again after a timeout, an abort and a broken connection", async () => {
    startPair((ctx) => ctx.clock.sleep(60_000, ctx.signal), { connections: 1, timeoutMs: 100 });
    expect(await mesh.ask("front")).toMatchObject({ status: 504 });
    const { leave } = mesh.start("front");
    await mesh.pass(10);
    leave();
    await mesh.pass(0);
    mesh.arm("outage", "back", { durationSeconds: 1 });
    expect(await mesh.ask("front")).toMatchObject({ status: 502 });
    await mesh.pass(1_000);
    expect(await mesh.ask("front")).toMatchObject({ status: 504 });
    expect(errorTypes()).toEqual(["timeout", "cancelled", "ECONNREFUSED", "timeout"]);
  });

  test("run out for the callers when few are left; the callee is idle, and all is well once they are back", async () => {
    startPair(() => "done", { connectionWaitMs: 100 });
    mesh.arm("pool-exhaustion", "front->back", {
      parameters: { connectionsLeft: 0 },
      durationSeconds: 10,
    });
    expect(await mesh.ask("front")).toMatchObject({ status: 503 });
    expect(reached()).toEqual([]);
    expect(errorTypes()).toEqual(["pool_timeout"]);
    await mesh.pass(10_000);
    expect(await mesh.ask("front")).toMatchObject({ status: 200 });
  });
});

describe("the way to a callee", () => {
  test("that is cut leads nowhere: a connect timeout after a second, and no span at the callee", async () => {
    startPair(() => "done");
    mesh.arm("outage", "front->back");
    expect(await mesh.ask("front")).toMatchObject({ status: 502 });
    expect(calls()).toMatchObject([{ durationMs: 1_000 }]);
    expect(errorTypes()).toEqual(["ETIMEDOUT"]);
    expect(reached()).toEqual([]);
  });

  test("that is cut is not tried for longer than the edge allows", async () => {
    startPair(() => "done", { timeoutMs: 300 });
    mesh.arm("outage", "front->back");
    expect(await mesh.ask("front")).toMatchObject({ status: 504 });
    expect(calls()).toMatchObject([{ durationMs: 300 }]);
    expect(mesh.mesh.edge("front", "back").sums).toMatchObject({ calls: 1, errors: 1 });
  });

  test("that is slow delays what arrives there, each time by its own amount around the mean", async () => {
    startPair(() => "done");
    mesh.arm("latency", "front->back", { parameters: { delayMs: 100, jitterMs: 40 } });
    for (let nth = 0; nth < 50; nth += 1) await mesh.ask("front");
    const delays = calls().map(({ durationMs }) => durationMs);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...delays)).toBeLessThanOrEqual(140);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(50);
    expect(new Set(delays).size).toBeGreaterThan(40);
    for (const { durationMs } of reached()) expect(durationMs).toBe(0);
  });

  test("that loses what is sent lets the caller wait until the timeout", async () => {
    startPair(() => "done", { timeoutMs: 300 });
    mesh.arm("hang", "front->back");
    expect(await mesh.ask("front")).toMatchObject({ status: 504 });
    expect(calls()).toMatchObject([{ durationMs: 300 }]);
    expect(errorTypes()).toEqual(["timeout"]);
    expect(reached()).toEqual([]);
  });

  test("that breaks is a reset connection; one with a bad gateway on it answers 502", async () => {
    startPair(() => "done");
    const { id } = mesh.arm("connection-reset", "front->back");
    expect(await mesh.ask("front")).toMatchObject({ status: 502 });
    mesh.faults.remove(id);
    mesh.arm("error-rate", "front->back");
    expect(await mesh.ask("front")).toMatchObject({ status: 502 });
    expect(calls().map(({ attributes }) => attributes["http.response.status_code"])).toEqual([
      undefined,
      502,
    ]);
    expect(errorTypes()).toEqual(["ECONNRESET", "502"]);
    expect(reached()).toEqual([]);
  });

  test("that loses answers lets the work be done, and the caller does not know", async () => {
    startPair(() => "done");
    mesh.arm("reply-lost", "front->back");
    expect(await mesh.ask("front")).toMatchObject({ status: 502 });
    expect(errorTypes()).toEqual(["ECONNRESET"]);
    expect(reached()).toMatchObject([{ failed: false }]);
  });

  test("concerns that edge alone", async () => {
    startPair(() => "done");
    mesh.arm("outage", "front->back");
    expect(await mesh.ask("back")).toMatchObject({ status: 200 });
  });

  test("is bad for the same visitors each time, in the share that was given", async () => {
    startPair(() => "done");
    mesh.arm("connection-reset", "front->back", { share: 0.1 });
    const outcomes = new Map<string, Set<number>>();
    for (let visit = 0; visit < 3; visit += 1) {
      for (let visitor = 0; visitor < 200; visitor += 1) {
        const visitorId = `visitor-${visitor}`;
        const { status } = await mesh.ask("front", { visitorId });
        outcomes.set(visitorId, (outcomes.get(visitorId) ?? new Set()).add(status));
      }
    }
    expect([...outcomes.values()].every((statuses) => statuses.size === 1)).toBe(true);
    const hit = [...outcomes.values()].filter((statuses) => statuses.has(502)).length;
    expect(hit).toBeGreaterThan(5);
    expect(hit).toBeLessThan(40);
  });
});
