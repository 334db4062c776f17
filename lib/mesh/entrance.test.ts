import { afterEach, describe, expect, test } from "vitest";
import { ServiceError, TransportError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { DependencySpec, Handler } from "./types.ts";

let mesh: SmallMesh;
afterEach(() => mesh.close());

function startPair(back: Handler, edge: Partial<DependencySpec> = {}) {
  mesh = startSmallMesh({
    services: [{ id: "front", dependencies: [{ to: "back", ...edge }] }, { id: "back" }],
    work: { front: (ctx, input) => ctx.call(operation("back"), input), back },
  });
}

const countsOf = () => ({
  edge: mesh.mesh.edge("front", "back").calls,
  errors: mesh.mesh.edge("front", "back").sums.errors,
  service: mesh.mesh.service("back").calls,
});

describe("a call is observed", () => {
  test("once, with the latency that its caller saw", async () => {
    startPair((ctx) => ctx.clock.sleep(40));
    mesh.arm("latency", "front->back", { parameters: { delayMs: 60, jitterMs: 0 } });
    await mesh.ask("front");
    expect(countsOf()).toEqual({ edge: 1, errors: 0, service: 1 });
    expect(mesh.mesh.edge("front", "back").sums.latencyMs).toBe(100);
    expect(mesh.mesh.service("back").sums).toMatchObject({ calls: 1, latencyMs: 100 });
    expect(mesh.mesh.edge("outside", "front").sums).toMatchObject({ calls: 1, errors: 0, latencyMs: 100 });
  });

  test("once for each attempt", async () => {
    let calls = 0;
    startPair(() => {
      calls += 1;
      if (calls < 3) throw new ServiceError(500, "not yet");
    });
    expect(await mesh.ask("front")).toMatchObject({ status: 200 });
    expect(countsOf()).toEqual({ edge: 3, errors: 2, service: 3 });
    expect(mesh.mesh.edge("outside", "front").sums).toMatchObject({ calls: 1, errors: 0 });
  });

  test("once when it runs into its timeout, as long as that was", async () => {
    startPair((ctx) => ctx.clock.sleep(60_000, ctx.signal), { timeoutMs: 250, retries: 0 });
    await mesh.ask("front");
    expect(countsOf()).toEqual({ edge: 1, errors: 1, service: 1 });
    expect(mesh.mesh.edge("front", "back").sums.latencyMs).toBe(250);
  });

  test("as one that went well when it was refused", async () => {
    startPair(() => {
      throw new ServiceError(404, "no such thing");
    });
    await mesh.ask("front");
    expect(countsOf()).toEqual({ edge: 1, errors: 0, service: 1 });
  });

  test("not at all when the breaker kept it back, or its caller left", async () => {
    startPair(
      (_ctx, input) => {
        if (input === "bad") throw new ServiceError(500, "never");
        return new Promise(() => {});
      },
      { retries: 0 },
    );
    const { leave, reply } = mesh.start("front");
    await mesh.pass(10);
    leave();
    await reply;
    await mesh.pass(0);
    expect(countsOf()).toMatchObject({ edge: 0 });
    expect(mesh.mesh.edge("outside", "front").calls).toBe(0);
    for (let nth = 0; nth < 50; nth += 1) await mesh.ask("front", { input: "bad" });
    const reached = mesh.spans.filter(
      ({ service, kind, failed }) => service === "back" && kind === "server" && failed,
    ).length;
    expect(reached).toBeLessThan(50);
    expect(countsOf()).toEqual({ edge: reached, errors: reached, service: reached });
    expect(mesh.mesh.edge("outside", "front").calls).toBe(50);
  });
});

describe("who calls from outside", () => {
  test("is answered 504 when the time is over, and the work for him ends", async () => {
    startPair((ctx) => ctx.clock.sleep(60_000, ctx.signal), { timeoutMs: 5_000 });
    expect(await mesh.ask("front", { remainingMs: 300 })).toMatchObject({
      status: 504,
      body: { code: "timeout" },
    });
    expect(mesh.mesh.edge("outside", "front").sums).toMatchObject({ calls: 1, errors: 1, latencyMs: 300 });
    await mesh.pass(0);
    expect(mesh.mesh.service("back").busy).toBe(0);
  });

  test("is answered 503 by a service that is not there", async () => {
    startPair(() => "done");
    mesh.arm("outage", "front");
    expect(await mesh.ask("front")).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(mesh.mesh.edge("outside", "front").sums).toMatchObject({ calls: 1, errors: 1 });
  });

  test("has no spans of his own", async () => {
    startPair(() => "done");
    await mesh.ask("front");
    expect(mesh.spans.map(({ service, kind }) => `${service} ${kind}`)).toEqual([
      "back server",
      "front client",
      "front server",
    ]);
  });
});

describe("a script that calls a service itself", () => {
  const handle = (service: string, signal: AbortSignal) =>
    mesh.mesh.host.handle(mesh.envelope(service), signal);

  test("is observed by the host, because it does not measure", async () => {
    startPair((ctx) => ctx.clock.sleep(40));
    const reply = handle("back", new AbortController().signal);
    await mesh.pass(100);
    expect(await reply).toMatchObject({ status: 200 });
    expect(mesh.mesh.edge("outside", "back").sums).toMatchObject({ calls: 1, errors: 0, latencyMs: 40 });
  });

  test("and finds nobody there counts as a failure", async () => {
    startPair(() => "done");
    mesh.arm("outage", "back");
    await expect(handle("back", new AbortController().signal)).rejects.toThrow(TransportError);
    expect(mesh.mesh.edge("outside", "back").sums).toMatchObject({ calls: 1, errors: 1 });
  });

  test("and leaves before the answer says nothing about the service, least of all that it works", async () => {
    startPair((ctx) => ctx.clock.sleep(60_000, ctx.signal));
    const leaving = new AbortController();
    const reply = handle("back", leaving.signal);
    await mesh.pass(1_000);
    leaving.abort();
    expect(await reply).toMatchObject({ status: 499 });
    expect(mesh.mesh.service("back").calls).toBe(0);
  });

  test.each([0, 1, 20, 999])(
    "and gives it only %i ms cannot make it look broken, nor what is behind it",
    async (remainingMs) => {
      startPair((ctx) => ctx.clock.sleep(1_200, ctx.signal), { timeoutMs: 1_500, retries: 0 });
      for (const caller of ["outside", "front", undefined]) {
        for (let nth = 0; nth < 6; nth += 1) {
          const asked = mesh.envelope("front", { remainingMs, caller });
          const reply = mesh.mesh.host.handle(asked, new AbortController().signal);
          await mesh.pass(remainingMs + 10);
          expect(await reply).toMatchObject({ status: 504 });
        }
      }
      mesh.mesh.judge();
      expect(mesh.mesh.changes()).toEqual([]);
      expect(mesh.mesh.service("front").sums.errors + mesh.mesh.service("back").sums.errors).toBe(0);
    },
  );

  test("and waits as long as people do is heard when it hangs", async () => {
    startPair(() => "done");
    mesh.arm("hang", "back");
    const asked = mesh.envelope("back", { remainingMs: 1_000 });
    const reply = mesh.mesh.host.handle(asked, new AbortController().signal);
    await mesh.pass(1_010);
    expect(await reply).toMatchObject({ status: 504 });
    expect(mesh.mesh.edge("outside", "back").sums).toMatchObject({ calls: 1, errors: 1 });
  });
});
