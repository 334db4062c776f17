import { afterEach, expect, test } from "vitest";
import { ServiceError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { Envelope } from "./types.ts";

const meshes: SmallMesh[] = [];
afterEach(() => {
  for (const mesh of meshes.splice(0)) mesh.close();
});

type Rolled = { requestId: string; path: string; dice: number };

/** `front` calls `back` twice; what `back` rolls is written down. */
function start({ seed = "7", failing = new Set<string>() } = {}) {
  const rolled: Rolled[] = [];
  const mesh = startSmallMesh({
    seed,
    services: [{ id: "front", dependencies: [{ to: "back", retries: 2 }] }, { id: "back" }],
    work: {
      front: async (ctx) => {
        await ctx.call(operation("back"), "first");
        await ctx.call(operation("back"), "second");
        return ctx.random("front").next();
      },
      back: async (ctx, input) => {
        await ctx.work(10);
        rolled.push({ requestId: ctx.requestId, path: String(input), dice: ctx.random("price").next() });
        if (failing.delete(ctx.requestId)) throw new ServiceError(500, "once");
      },
    },
  });
  meshes.push(mesh);
  return {
    mesh,
    rolled,
    ask: (requestId: string, whose: Partial<Envelope> = {}) => mesh.ask("front", { requestId, ...whose }),
  };
}

const diceOf = (rolled: readonly Rolled[], requestId: string) =>
  rolled.filter((one) => one.requestId === requestId).map(({ dice }) => dice);

test("the same seed, request, place and purpose give the same dice and the same times", async () => {
  const one = start();
  const other = start();
  const replies = [await one.ask("request-a"), await other.ask("request-a")];
  expect(replies[0]).toEqual(replies[1]);
  expect(one.rolled).toEqual(other.rolled);
  expect(one.mesh.spans).toEqual(other.mesh.spans);
});

test("another seed, another request and another call of the same request have other dice", async () => {
  const one = start();
  const other = start({ seed: "8" });
  await one.ask("request-a");
  await one.ask("request-b");
  await other.ask("request-a");
  const dice = [...one.rolled, ...other.rolled].map((each) => each.dice);
  expect(new Set(dice).size).toBe(6);
});

test("one purpose does not take from the dice of another", async () => {
  const seen: number[][] = [];
  const roll = (first: string, second: string) => {
    const mesh = startSmallMesh({
      services: [{ id: "back" }],
      work: {
        back: (ctx) => {
          const one = ctx.random(first).next();
          const two = ctx.random(second).next();
          seen.push(first < second ? [one, two] : [two, one]);
        },
      },
    });
    meshes.push(mesh);
    return mesh.ask("back");
  };
  await roll("a", "b");
  await roll("b", "a");
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.[0]).not.toBe(seen[0]?.[1]);
});

test("retries of one request leave the dice of the others, and of its own further calls, as they were", async () => {
  const calm = start();
  const rough = start({ failing: new Set(["request-a"]) });
  for (const { ask } of [calm, rough]) {
    await ask("request-a");
    await ask("request-b");
  }
  const [first, again, second] = diceOf(rough.rolled, "request-a");
  expect(diceOf(rough.rolled, "request-a")).toHaveLength(3);
  expect([first, second]).toEqual(diceOf(calm.rolled, "request-a"));
  expect(again).not.toBe(first);
  expect(diceOf(rough.rolled, "request-b")).toEqual(diceOf(calm.rolled, "request-b"));
});

test("the work of a service varies around its median", async () => {
  const mesh = startSmallMesh({ services: [{ id: "back" }], work: { back: (ctx) => ctx.work(20) } });
  meshes.push(mesh);
  for (let nth = 0; nth < 300; nth += 1) await mesh.ask("back");
  const times = mesh.spans.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  expect(times[150]).toBeGreaterThan(18);
  expect(times[150]).toBeLessThan(22);
  expect(times[299]).toBeGreaterThan(30);
});

test("a service knows for whom it works", async () => {
  let seen: unknown;
  const mesh = startSmallMesh({
    services: [{ id: "front", dependencies: ["back"] }, { id: "back" }],
    work: {
      front: (ctx, input) => ctx.call(operation("back"), input),
      back: ({ service, requestId, tenantId, visitorId }) => {
        seen = { service, requestId, tenantId, visitorId };
      },
    },
  });
  meshes.push(mesh);
  await mesh.ask("front", { requestId: "request-x", tenantId: "merch", visitorId: "visitor-9" });
  expect(seen).toEqual({
    service: "back",
    requestId: "request-x",
    tenantId: "merch",
    visitorId: "visitor-9",
  });
});
