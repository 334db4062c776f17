import { afterEach, describe, expect, test } from "vitest";
import { ServiceError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { DependencySpec, Handler } from "./types.ts";

let mesh: SmallMesh;
afterEach(() => mesh.close());

function startPair(back: Handler, edge: Partial<DependencySpec> = {}) {
  mesh = startSmallMesh({
    services: [{ id: "front", dependencies: [{ to: "back", retries: 0, ...edge }] }, { id: "back" }],
    work: { front: (ctx, input) => ctx.call(operation("back"), input), back },
  });
}

const calls = () => mesh.spans.filter(({ kind }) => kind === "client");
const errorTypes = () => calls().map(({ attributes }) => attributes["error.type"]);

describe("a caller who runs out of his own time", () => {
  const never = new AbortController().signal;
  /** A caller who does not hang up, so that only the deadline ends his calls. */
  const askWithin = async (remainingMs: number, input = "") => {
    const reply = mesh.mesh.host.handle(mesh.envelope("front", { remainingMs, input }), never);
    await mesh.pass(remainingMs + 10);
    return reply;
  };
  const hang: Handler = (ctx) => ctx.clock.sleep(60_000, ctx.signal);

  test("has nothing to say about the callee, who might have answered within the timeout of the edge", async () => {
    startPair(hang, { timeoutMs: 1_000 });
    for (let nth = 0; nth < 30; nth += 1) expect(await askWithin(400)).toMatchObject({ status: 504 });
    expect(errorTypes()).toEqual(Array.from({ length: 30 }, () => "timeout"));
    expect(mesh.mesh.edge("front", "back")).toMatchObject({ calls: 0, breaker: "closed" });
    mesh.mesh.judge();
    expect(mesh.mesh.service("back").status).toBe("healthy");
    await askWithin(1_400);
    expect(mesh.mesh.edge("front", "back").calls).toBe(1);
  });

  test("has none either when the callee notices first that the time is over", async () => {
    startPair(async (ctx) => {
      await ctx.clock.sleep(399);
      throw new ServiceError(504, "deadline exceeded");
    });
    expect(await askWithin(400)).toMatchObject({ status: 502 });
    expect(mesh.mesh.edge("front", "back").calls).toBe(0);
    await askWithin(1_000);
    expect(mesh.mesh.edge("front", "back").sums).toMatchObject({ calls: 1, errors: 1 });
  });

  test("gives the one call of a half-open breaker back", async () => {
    startPair((ctx, input) => {
      if (input === "bad") throw new ServiceError(500, "not now");
      return input === "slow" ? ctx.clock.sleep(60_000, ctx.signal) : "done";
    });
    for (let nth = 0; nth < 20; nth += 1) await mesh.ask("front", { input: "bad" });
    await mesh.pass(5_000);
    await askWithin(300, "slow");
    expect(await mesh.ask("front")).toMatchObject({ status: 200 });
  });
});
