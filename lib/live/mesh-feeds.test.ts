import { beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "#lib/contract/fault.ts";
import { EdgeReading, ServiceReading } from "#lib/contract/mesh.ts";
import type { Traffic } from "#lib/contract/traffic.ts";
import { createFaults } from "#lib/faults/create.ts";
import type { Faults } from "#lib/faults/types.ts";
import { createVirtualClock, type VirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createMesh } from "#lib/mesh/create.ts";
import { parseTopology } from "#lib/mesh/topology.ts";
import type { Mesh } from "#lib/mesh/types.ts";
import { createFeed } from "./feed.ts";
import { createMeshFeeds, type MeshFeeds } from "./mesh-feeds.ts";
import { quietTelemetry } from "./testing/quiet-telemetry.ts";
import type { Feed } from "./types.ts";

const startMs = 1_790_000_000_000;
const names = ["shop", "stock", "shelf", "attic"];

let clock: VirtualClock;
let mesh: Mesh;
let faults: Faults;
let traffic: Traffic;
let feeds: Record<"services" | "edges" | "faults" | "traffic", Feed>;
let meshFeeds: MeshFeeds;

beforeEach(() => {
  clock = createVirtualClock({ startMs });
  const topology = parseTopology({
    services: [
      { id: "shop", dependencies: ["stock"] },
      { id: "stock", dependencies: ["shelf"] },
      { id: "shelf" },
      { id: "attic" },
    ],
  });
  const services = names.map((id) => ({ id, kind: "http" as const, operations: [] }));
  faults = createFaults({ clock, places: { services, edges: topology.edges } });
  mesh = createMesh({
    clock,
    seed: "feeds",
    telemetry: { service: quietTelemetry },
    topology,
    definitions: names.map((id) => ({ id, operations: [] })),
    conditions: faults.conditions,
    transport: (host) => host.handle,
  });
  const mix = { "sign-in": 1, account: 1, quote: 1, checkout: 1 };
  traffic = { requestsPerSecond: 3, paused: false, mix, sent: 0, failed: 0, skipped: 0 };
  feeds = {
    services: createFeed("services", "e"),
    edges: createFeed("edges", "e"),
    faults: createFeed("faults", "e"),
    traffic: createFeed("traffic", "e"),
  };
  meshFeeds = createMeshFeeds({ mesh, faults, shoppers: { traffic: () => traffic }, feeds });
});

const call = (from: string, to: string, { failed = false, latencyMs = 10 } = {}) =>
  mesh.take({ from, to, failed, latencyMs });
const changed = (feed: Feed) => Object.keys(feed.takeDelta()?.changed ?? {});
const tick = () => {
  meshFeeds.fill();
  return { services: changed(feeds.services), edges: changed(feeds.edges) };
};
const elapse = async (seconds: number) => clock.run(clock.nowMs() + seconds * 1_000);
const entry = (feed: Feed, key: string) => feed.snapshot().entries[key];

describe("services and edges", () => {
  test("are all there from the start, as the contract says", () => {
    expect(Object.keys(feeds.services.snapshot().entries)).toEqual(names);
    expect(Object.keys(feeds.edges.snapshot().entries)).toEqual(["shop->stock", "stock->shelf"]);
    for (const value of Object.values(feeds.services.snapshot().entries)) ServiceReading.parse(value);
    for (const value of Object.values(feeds.edges.snapshot().entries)) EdgeReading.parse(value);
  });

  test("are told when they had calls, and the others are not", () => {
    tick();
    call("stock", "shelf");
    expect(tick()).toEqual({ services: ["shelf"], edges: ["stock->shelf"] });
    expect(entry(feeds.services, "shelf")).toMatchObject({ calls: 1, callsPerSecond: 0.1, errorRate: 0 });
    expect(tick()).toEqual({ services: [], edges: [] });
  });

  test("calls from outside count for the service, and are no edge", () => {
    tick();
    call("(outside)", "shop");
    expect(tick()).toEqual({ services: ["shop"], edges: [] });
  });

  test("are told once more when nothing happens there any longer", async () => {
    call("stock", "shelf");
    tick();
    await elapse(20);
    expect(tick()).toEqual({ services: ["shelf"], edges: ["stock->shelf"] });
    expect(entry(feeds.services, "shelf")).toMatchObject({ calls: 1, callsPerSecond: 0, latencyMs: 0 });
    expect(tick()).toEqual({ services: [], edges: [] });
  });

  test("a service that fails is judged and told, and so is that it is well again", async () => {
    for (let count = 0; count < 10; count += 1) call("stock", "shelf", { failed: true });
    tick();
    expect(entry(feeds.services, "shelf")).toMatchObject({ status: "failed", errorRate: 1 });
    await elapse(20);
    for (let count = 0; count < 10; count += 1) call("stock", "shelf");
    await elapse(2);
    tick();
    await elapse(60);
    tick();
    expect(entry(feeds.services, "shelf")).toMatchObject({ status: "healthy" });
  });

  test("rounding hides what nobody would tell apart", () => {
    call("stock", "shelf", { latencyMs: 10 / 3 });
    tick();
    expect(entry(feeds.services, "shelf")).toMatchObject({ latencyMs: 3.3 });
  });
});

describe("faults", () => {
  const arm = () =>
    faults.arm({ kind: "outage", target: "shelf", parameters: {}, share: 1, durationSeconds: 5 });

  test("are told when they are armed, end or are removed, and not otherwise", async () => {
    tick();
    feeds.faults.takeDelta();
    const { id } = arm();
    tick();
    expect(changed(feeds.faults)).toEqual([id]);
    tick();
    expect(changed(feeds.faults)).toEqual([]);
    await elapse(6);
    tick();
    expect((entry(feeds.faults, id) as Fault).state).toBe("ended");
    meshFeeds.close();
    arm();
    tick();
    expect(Object.keys(feeds.faults.snapshot().entries)).toEqual([id]);
  });

  test("of long ago leave the feed with the next news", async () => {
    const { id } = arm();
    tick();
    await elapse(2 * 3_600);
    const { id: next } = arm();
    tick();
    expect(Object.keys(feeds.faults.snapshot().entries)).toEqual([next]);
    expect(next).not.toBe(id);
  });
});

test("traffic is told under one key", () => {
  traffic = { ...traffic, sent: 7 };
  tick();
  expect(feeds.traffic.snapshot().entries).toEqual({ now: traffic });
});
