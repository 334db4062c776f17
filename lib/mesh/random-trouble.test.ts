// Thousands of calls through a mesh in which anything breaks at any time, and callers leave when they like.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FaultKind, faultKinds } from "#lib/contract/fault.ts";
import { keyedRandom } from "#lib/kernel/random.ts";
import { ServiceError } from "./errors.ts";
import { operation, type SmallMesh, startSmallMesh } from "./testing/small-mesh.ts";
import type { Handler } from "./types.ts";

const ids = ["front", "left", "right", "back"];
const connections = 3;
const edge = (to: string) => ({ to, connections, connectionWaitMs: 80, timeoutMs: 250, retries: 2 });

let rejections: unknown[] = [];
const note = (reason: unknown) => void rejections.push(reason);
beforeEach(() => {
  rejections = [];
  process.on("unhandledRejection", note);
});
afterEach(() => void process.off("unhandledRejection", note));

const work: Record<string, Handler> = {
  front: async (ctx, input) => {
    await ctx.work(3);
    const both = [ctx.call(operation("left"), input), ctx.call(operation("right", "once"), input)];
    const [left] = await Promise.all(both);
    return left;
  },
  left: (ctx, input) => ctx.call(operation("back"), input).catch(() => ctx.call(operation("back"), input)),
  right: async (ctx, input) => {
    await ctx.work(5);
    return ctx.call(operation("back"), input);
  },
  back: async (ctx, input) => {
    await ctx.work(8);
    if (input === "calm") return;
    if (ctx.random("natural").chance(0.02)) throw new ServiceError(500, "bad luck");
    if (ctx.random("refusal").chance(0.05)) throw new ServiceError(409, "taken");
  },
};

function start(seed: string): SmallMesh {
  const small = { workers: 4, queueLimit: 4 };
  return startSmallMesh({
    seed,
    work,
    services: [
      { id: "front", ...small, workers: 16, dependencies: [edge("left"), edge("right")] },
      { id: "left", ...small, dependencies: [edge("back")] },
      { id: "right", ...small, dependencies: [edge("back")] },
      { id: "back", ...small, kind: "cache" },
    ],
  });
}

const targets = ["back/run", "left/once", ...ids, "front->left", "left->back", "right->back"] as const;

type Trouble = { atMs: number; kind: FaultKind; target: string; share: number; durationSeconds: number };
type Call = { atMs: number; service: string; remainingMs: number; leavesAfterMs: number | undefined };

function plan(seed: number) {
  const dice = keyedRandom("trouble", seed);
  const troubles: Trouble[] = Array.from({ length: dice.integer(13) }, () => ({
    atMs: dice.integer(3_000),
    kind: dice.pick(faultKinds),
    target: dice.pick(targets),
    share: dice.pick([1, 1, 0.5]),
    durationSeconds: 0.05 + 2 * dice.next(),
  }));
  const calls: Call[] = Array.from({ length: 400 }, () => ({
    atMs: dice.integer(3_000),
    service: dice.pick(["front", "front", "left", "back"]),
    remainingMs: 1 + dice.integer(2_000),
    leavesAfterMs: dice.chance(0.5) ? dice.integer(300) : undefined,
  }));
  return { troubles, calls };
}

/** A kind that does not fit to a target is not armed there. */
function tryToArm(mesh: SmallMesh, { kind, target, share, durationSeconds }: Trouble) {
  try {
    mesh.arm(kind, target, { share, durationSeconds });
  } catch (error) {
    expect(error).toHaveProperty("code", "validation_failed");
  }
}

async function live(mesh: SmallMesh, troubles: readonly Trouble[], calls: readonly Call[]) {
  const replies: Promise<{ status: number }>[] = [];
  const happen = async (atMs: number, what: () => void) => {
    await mesh.clock.sleep(atMs);
    what();
  };
  for (const trouble of troubles) void happen(trouble.atMs, () => tryToArm(mesh, trouble));
  for (const { atMs, service, remainingMs, leavesAfterMs } of calls) {
    void happen(atMs, () => {
      const { reply, leave } = mesh.start(service, { remainingMs });
      replies.push(reply);
      if (leavesAfterMs !== undefined) void happen(leavesAfterMs, leave);
    });
  }
  await mesh.pass(10_000);
  return Promise.all(replies);
}

/** Breakers let one call through now and then; once all of them are closed, the mesh is as on its first day. */
async function recover(mesh: SmallMesh) {
  for (let second = 0; second < 120; second += 1) {
    for (const service of ids) await mesh.ask(service, { input: "calm" });
    await mesh.pass(1_000);
    mesh.mesh.judge();
  }
}

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

test.each(seeds)(
  "leaves no worker busy, no connection in use, no call without an answer (%i)",
  async (seed) => {
    const { troubles, calls } = plan(seed);
    const mesh = start(String(seed));
    const replies = await live(mesh, troubles, calls);
    expect(replies).toHaveLength(calls.length);
    const known = [200, 409, 500, 502, 503, 504];
    expect(replies.filter(({ status }) => !known.includes(status))).toEqual([]);
    for (const id of ids) expect(mesh.mesh.service(id)).toMatchObject({ busy: 0, queued: 0 });
    const spanIds = new Set(mesh.spans.map(({ spanId }) => spanId));
    // Whoever has a parent that is not there waits for something that never ended.
    const orphans = mesh.spans.filter(({ parentId }) => parentId !== undefined && !spanIds.has(parentId));
    expect(orphans).toEqual([]);
    const thrown = mesh.lines.map(({ attributes }) => attributes["exception.type"]);
    expect(thrown.filter((type) => type !== undefined && type !== "ServiceError")).toEqual([]);

    await recover(mesh);
    for (const id of ids) expect(mesh.mesh.service(id).status).toBe("healthy");
    for (const { from, to } of mesh.mesh.topology.edges)
      expect(mesh.mesh.edge(from, to).breaker).toBe("closed");
    const together = Array.from({ length: connections }, () => mesh.start("left", { input: "calm" }));
    await mesh.pass(0);
    // Every connection is to be had at once.
    expect(mesh.mesh.service("back").busy).toBe(connections);
    await mesh.pass(500);
    for (const { reply } of together) expect(await reply).toMatchObject({ status: 200 });
    mesh.close();
    expect(rejections).toEqual([]);
  },
);
