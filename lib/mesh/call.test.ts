import { afterEach, describe, expect, test } from "vitest";
import { ServiceError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { DependencySpec, Handler } from "./types.ts";

let mesh: SmallMesh;
afterEach(() => mesh.close());

const relay =
  (to: string, name: "run" | "once" = "run"): Handler =>
  (ctx, input) =>
    ctx.call(operation(to, name), input);

/** `front` calls `back`, whose work is given. */
function startPair(back: Handler, edge: Partial<DependencySpec> = {}, name: "run" | "once" = "run") {
  mesh = startSmallMesh({
    services: [{ id: "front", dependencies: [{ to: "back", ...edge }] }, { id: "back" }],
    work: { front: relay("back", name), back },
  });
  return mesh;
}

const clientSpans = () => mesh.spans.filter(({ kind }) => kind === "client");
const serverSpans = (service: string) =>
  mesh.spans.filter((span) => span.kind === "server" && span.service === service);
const failOnce = () => {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls === 1) throw new ServiceError(500, "not this time");
    return "done";
  };
};

describe("the deadline", () => {
  test("shrinks hop by hop: each callee is told what its caller has left", async () => {
    const told: Record<string, number> = {};
    const spend =
      (to: string): Handler =>
      async (ctx, input) => {
        await ctx.clock.sleep(30);
        return ctx.call(operation(to), input);
      };
    const services = [
      { id: "front", dependencies: [{ to: "middle", timeoutMs: 5_000 }] },
      { id: "middle", dependencies: [{ to: "back", timeoutMs: 5_000 }] },
      { id: "back" },
    ];
    mesh = startSmallMesh({
      services,
      work: { front: spend("middle"), middle: spend("back") },
      transport: (host) => (envelope, signal) => {
        told[envelope.service] = envelope.remainingMs;
        return host.handle(envelope, signal);
      },
    });
    expect(await mesh.ask("front", { remainingMs: 400 })).toMatchObject({ status: 200 });
    expect(told).toEqual({ front: 400, middle: 370, back: 340 });
  });

  test("is no longer than the edge's timeout", async () => {
    startPair((ctx) => ctx.clock.sleep(60_000, ctx.signal), { timeoutMs: 120, retries: 0 });
    expect(await mesh.ask("front")).toMatchObject({ status: 504 });
    const [call] = clientSpans();
    expect(call).toMatchObject({ durationMs: 120, failed: true });
    expect(call?.attributes["error.type"]).toBe("timeout");
  });

  test("loses the time that the way to the callee takes", async () => {
    let remainingMs = 0;
    mesh = startSmallMesh({
      services: [{ id: "front", dependencies: [{ to: "back", timeoutMs: 1_000 }] }, { id: "back" }],
      work: { front: relay("back") },
      transport: (host) => (envelope, signal) => {
        remainingMs = envelope.remainingMs;
        return host.handle(envelope, signal);
      },
    });
    mesh.arm("latency", "front->back", { parameters: { delayMs: 300, jitterMs: 0 } });
    await mesh.ask("front");
    expect(remainingMs).toBe(700);
  });

  test("passes, and no further call is made", async () => {
    mesh = startSmallMesh({
      services: [{ id: "front", dependencies: ["back"] }, { id: "back" }],
      work: {
        // Work that does not listen to its signal goes on after its caller has left.
        front: async (ctx, input) => {
          await ctx.clock.sleep(300);
          return ctx.call(operation("back"), input);
        },
      },
    });
    expect(await mesh.ask("front", { remainingMs: 200 })).toMatchObject({ status: 504 });
    await mesh.pass(1_000);
    expect(serverSpans("back")).toEqual([]);
    expect(serverSpans("front")).toHaveLength(1);
  });

  test("counts for a caller who does not hang up, too", async () => {
    mesh = startSmallMesh({
      services: [
        { id: "front", dependencies: [{ to: "back", connections: 1, connectionWaitMs: 900 }] },
        { id: "back" },
      ],
      work: { front: relay("back"), back: (ctx) => ctx.clock.sleep(500, ctx.signal) },
    });
    const { reply } = mesh.start("front");
    await mesh.pass(1);
    const asked = mesh.envelope("front", { remainingMs: 100 });
    const late = mesh.mesh.host.handle(asked, new AbortController().signal);
    await mesh.pass(1_000);
    expect(await reply).toMatchObject({ status: 200 });
    expect(await late).toMatchObject({ status: 504 });
    expect(serverSpans("back")).toHaveLength(1);
    expect(clientSpans().at(-1)?.attributes["error.type"]).toBe("timeout");
    expect(mesh.mesh.edge("front", "back").sums).toMatchObject({ calls: 1, errors: 0 });
  });
});

describe("giving up", () => {
  test("aborts the callee's work, whose span ends at once as 499 and not as an error", async () => {
    let reason: unknown;
    startPair(
      async (ctx) => {
        ctx.signal.addEventListener("abort", () => {
          reason = ctx.signal.reason;
        });
        await ctx.work(60_000);
      },
      { timeoutMs: 150, retries: 0 },
    );
    await mesh.ask("front");
    expect(reason).toBeDefined();
    const [span] = serverSpans("back");
    expect(span).toMatchObject({ durationMs: 150, failed: false });
    expect(span?.attributes["http.response.status_code"]).toBe(499);
    expect(span?.attributes["error.type"]).toBeUndefined();
    expect(mesh.lines.filter(({ service }) => service === "back")).toEqual([]);
  });

  test("of the first caller reaches every hop below", async () => {
    const services = [
      { id: "front", dependencies: ["middle"] },
      { id: "middle", dependencies: ["back"] },
      { id: "back" },
    ];
    mesh = startSmallMesh({
      services,
      work: { front: relay("middle"), middle: relay("back"), back: (ctx) => ctx.work(60_000) },
    });
    const { reply, leave } = mesh.start("front");
    await mesh.pass(50);
    leave();
    await reply;
    await mesh.pass(0);
    expect(
      mesh.spans
        .filter(({ kind }) => kind === "server")
        .map(({ service, durationMs }) => `${service} ${durationMs}`)
        .sort(),
    ).toEqual(["back 50", "front 50", "middle 50"]);
    for (const id of ["front", "middle", "back"]) {
      expect(mesh.mesh.service(id)).toMatchObject({ busy: 0, queued: 0, calls: 0 });
    }
    for (const span of clientSpans()) {
      expect(span.attributes["error.type"]).toBe("cancelled");
      expect(span.attributes).not.toHaveProperty("http.response.status_code");
    }
  });

  test("ends the wait for another attempt", async () => {
    startPair(() => {
      throw new ServiceError(500, "never");
    });
    const { reply, leave } = mesh.start("front");
    await mesh.pass(0);
    leave();
    await reply;
    await mesh.pass(1_000);
    expect(serverSpans("back")).toHaveLength(1);
    expect(clientSpans()).toHaveLength(1);
    expect(serverSpans("front")[0]?.durationMs).toBe(0);
    expect(serverSpans("front")[0]?.attributes["http.response.status_code"]).toBe(499);
  });
});

describe("a failed call", () => {
  test("is made again where it may be, and says on its span and in a metric that it was", async () => {
    startPair(failOnce());
    expect(await mesh.ask("front")).toMatchObject({ status: 200, body: "done" });
    expect(clientSpans().map(({ attributes }) => attributes["http.request.resend_count"])).toEqual([
      undefined,
      1,
    ]);
    expect(await mesh.measured("http_client_retries_total", { service: "front" })).toMatchObject({ sum: 1 });
    expect(mesh.mesh.edge("front", "back").retriesPerSecond).toBeCloseTo(0.1);
    const [first, second] = clientSpans();
    const pauseMs = (second?.startMs ?? 0) - (first?.startMs ?? 0);
    expect(pauseMs).toBeGreaterThan(0);
    expect(pauseMs).toBeLessThanOrEqual(25);
  });

  test("is not made again where doing it twice is not as good as once", async () => {
    startPair(failOnce(), {}, "once");
    expect(await mesh.ask("front")).toMatchObject({ status: 502 });
    expect(serverSpans("back")).toHaveLength(1);
  });

  test("is made again only as often as the edge says", async () => {
    startPair(
      () => {
        throw new ServiceError(500, "never");
      },
      { retries: 2 },
    );
    await mesh.ask("front");
    expect(serverSpans("back")).toHaveLength(3);
  });

  test.each([400, 401, 402, 404, 409, 422, 429])(
    "is none when it was refused: %i is an answer",
    async (status) => {
      startPair(() => {
        throw new ServiceError(status, "Not like this.", { code: "refused" });
      });
      expect(await mesh.ask("front")).toMatchObject({
        status,
        body: { code: "refused", message: "Not like this." },
      });
      expect(serverSpans("back")).toHaveLength(1);
      expect(await mesh.measured("http_client_retries_total")).toMatchObject({ sum: 0 });
    },
  );

  test("is not made again when the pause would outlast the deadline", async () => {
    startPair(
      async (ctx) => {
        await ctx.clock.sleep(199.999);
        throw new ServiceError(500, "late");
      },
      { retries: 5 },
    );
    expect(await mesh.ask("front", { remainingMs: 200 })).toMatchObject({ status: 502 });
    expect(serverSpans("back")).toHaveLength(1);
  });

  test("is made again as often as the budget allows: a fifth of the calls, after the first ten", async () => {
    startPair((_ctx, input) => {
      if (input === "bad") throw new ServiceError(500, "never");
    });
    const rounds = 100;
    // Good calls between them keep the breaker closed, so that nothing but the budget holds back.
    for (let round = 0; round < rounds; round += 1) {
      for (let nth = 0; nth < 4; nth += 1) await mesh.ask("front", { input: "good" });
      await mesh.ask("front", { input: "bad" });
    }
    expect(mesh.mesh.edge("front", "back").breaker).toBe("closed");
    const { sum: retries } = await mesh.measured("http_client_retries_total", { server_address: "back" });
    expect(retries).toBeLessThanOrEqual(10 + rounds);
    expect(retries).toBeGreaterThan(8 + rounds);
    expect(clientSpans().filter(({ attributes }) => "http.request.resend_count" in attributes)).toHaveLength(
      retries,
    );
  });
});

describe("a call that is nobody's to make", () => {
  test("fails loudly, with both names", async () => {
    mesh = startSmallMesh({
      services: [{ id: "front" }, { id: "back" }],
      work: { front: relay("back") },
    });
    expect(await mesh.ask("front")).toMatchObject({ status: 500 });
    const [line] = mesh.lines.filter(({ level }) => level === "error");
    expect(JSON.stringify(line)).toContain("front calls back, which it does not depend on in the topology");
    expect(serverSpans("back")).toEqual([]);
  });
});
