import { SpanKind } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SmallMesh, startSmallMesh } from "#lib/mesh/testing/small-mesh.ts";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { readPastGraph } from "./past-graph.ts";

let started: TelemetryUnderTest;
let small: SmallMesh;
const beganMs = Date.UTC(2030, 0, 1);
const nowMs = beganMs + 600_000;

beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
  small = startSmallMesh({
    services: [{ id: "front", dependencies: [{ to: "back", timeoutMs: 1_000 }] }, { id: "back" }],
    work: {},
  });
});
afterEach(async () => {
  small.close();
  await started.remove();
});

async function call(atMs: number) {
  const options = { kind: SpanKind.CLIENT, startTime: atMs - 20, attributes: { "peer.service": "back" } };
  started.telemetry.service("front").tracer.startSpan("POST /services/back/run", options).end(atMs);
  await started.telemetry.flush();
}
const read = (at?: number) =>
  readPastGraph(
    { telemetry: started.telemetry, mesh: small.mesh, clock: { ...small.clock, nowMs: () => nowMs } },
    { at: at === undefined ? undefined : String(at) },
  );

test("a minute has its calls, and says from when to when it is", async () => {
  await call(beganMs + 30_000);
  const graph = await read(beganMs + 60_000);
  expect(graph).toMatchObject({
    from: "2030-01-01T00:00:00.000Z",
    to: "2030-01-01T00:01:00.000Z",
    recorded: true,
  });
  expect(graph.services).toMatchObject([
    { id: "front", status: null, requests: 0 },
    { id: "back", status: "healthy", requests: 1, p95Ms: 20 },
  ]);
  expect(graph.edges).toMatchObject([{ from: "front", to: "back", requests: 1, errors: 0, breaker: null }]);
});

test("a minute of which nothing is recorded says so, and still has the whole topology", async () => {
  await call(beganMs + 30_000);
  const graph = await read(beganMs + 300_000);
  expect(graph).toMatchObject({ recorded: false, oldest: "2030-01-01T00:00:29.980Z" });
  expect(graph.services).toMatchObject([
    { id: "front", status: null, requests: 0 },
    { id: "back", status: null, requests: 0 },
  ]);
  expect(graph.edges).toMatchObject([{ requests: 0, breaker: null }]);
});

test("while nothing is recorded at all, now can be asked for, and nothing else", async () => {
  expect(await read()).toMatchObject({ recorded: false, oldest: null, at: "2030-01-01T00:10:00.000Z" });
  await expect(read(beganMs)).rejects.toMatchObject({ code: "bad_request" });
});
