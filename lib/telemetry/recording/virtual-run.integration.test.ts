import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createTelemetry } from "../create.ts";
import { toHrTime } from "../hr-time.ts";
import { withRequestScope } from "../request-scope.ts";
import { parseLines } from "../testing/telemetry-under-test.ts";
import { createKeyedIds } from "../traces/keyed-ids.ts";
import type { Telemetry } from "../types.ts";

const startMs = Date.UTC(2026, 0, 1);
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-virtual-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const out = () => join(directory, "out");
const readLines = async (signal: string) =>
  parseLines(await readFile(join(out(), `${signal}.ndjson`), "utf8"));

async function start() {
  const clock = createVirtualClock({ startMs });
  const telemetry = await createTelemetry({
    config: loadConfig({ DATA_DIR: join(directory, "data"), LOG_DIR: join(directory, "logs") }),
    clock,
    instanceId: "i",
    version: "v",
    virtual: { spanIds: createKeyedIds("7"), recordTo: out() },
  });
  return { clock, telemetry };
}

type Started = Awaited<ReturnType<typeof start>>;

/** A request that works, logs, and fails. */
async function request({ clock, telemetry }: Started, requestId: string, payload = "x") {
  const { tracer, log } = telemetry.service("cart-service");
  const parent = withRequestScope(ROOT_CONTEXT, { requestId, tenantId: "acme" });
  const span = context.with(parent, () =>
    tracer.startSpan("POST /cart", { startTime: toHrTime(clock.nowMs()), attributes: { payload } }, parent),
  );
  await context.with(trace.setSpan(parent, span), async () => {
    await clock.sleep(0.25);
    log.exception("it failed", new Error("connect ECONNREFUSED"));
    span.recordException(new Error("connect ECONNREFUSED"), toHrTime(clock.nowMs()));
  });
  span.end(toHrTime(clock.nowMs()));
}

describe("telemetry under a virtual clock", () => {
  test("records spans, logs and points as lines with the clock's time, and keeps them in the warehouse", async () => {
    const world = await start();
    const { clock, telemetry } = world;
    telemetry.service("cart-service").meter.counter({ name: "carts_total", help: "h" }).add(2, {});
    const done = request(world, "request-1");
    await clock.run(startMs + 10);
    await done;
    await telemetry.sample();
    await telemetry.flush();
    const counts = await telemetry.history.countRows();
    await telemetry.close();

    const [spans, logs, points] = [
      await readLines("spans"),
      await readLines("logs"),
      await readLines("points"),
    ];
    expect(spans).toMatchObject([
      {
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        service: "cart-service",
        start_us: startMs * 1_000,
        duration_us: 250,
        request_id: "request-1",
        tenant_id: "acme",
        events: [{ name: "exception", timeUs: startMs * 1_000 + 250 }],
      },
    ]);
    expect(logs).toMatchObject([
      {
        time_us: startMs * 1_000 + 250,
        message: "it failed",
        trace_id: spans[0]?.trace_id,
        request_id: "request-1",
      },
    ]);
    expect(points).toContainEqual(
      expect.objectContaining({ time_us: startMs * 1_000 + 10_000, metric: "carts_total", value: 2 }),
    );
    expect(counts).toEqual({ spans: 1, logs: 1, points: points.length });
  });

  test("says nothing of the machine: no process metrics, no directory in a stack trace, no log file", async () => {
    const world = await start();
    world.telemetry.service("cart-service").meter.counter({ name: "carts_total", help: "h" }).add(2, {});
    const done = request(world, "request-1");
    await world.clock.run(startMs + 10);
    await done;
    await world.telemetry.sample();
    await world.telemetry.close();
    const texts = await Promise.all(
      ["spans", "logs", "points"].map((signal) => readFile(join(out(), `${signal}.ndjson`), "utf8")),
    );
    const text = texts.join("");
    expect(text).toContain("at request (lib/telemetry/recording/");
    expect(text).toContain("carts_total");
    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/process_cpu|nodejs_|telemetry_|host\.name|service\.instance/);
    await expect(readFile(join(directory, "logs/application.log"))).rejects.toThrow("ENOENT");
  });

  test("loses nothing of more than its queues hold, when whoever runs the clock waits for it", async () => {
    const world = await start();
    const requests = 30_000;
    const payload = "p".repeat(1_000);
    // So many at the same moment fill more than half of a queue at once, however fast it is emptied.
    const crowd = 5_000;
    const arrivals = async () => {
      for (let number = 0; number < requests; number += 1) {
        if (number % crowd === 0) await world.clock.sleep(1_000);
        void request(world, `request-${number}`, payload);
      }
    };
    void arrivals();
    let waits = 0;
    await world.clock.run(startMs + requests, {
      holdUp() {
        const settled = world.telemetry.settle();
        if (settled) waits += 1;
        return settled;
      },
    });
    await world.telemetry.flush();
    expect(await world.telemetry.history.countRows()).toEqual({ spans: requests, logs: requests, points: 0 });
    expect(lost(world.telemetry)).toBe(0);
    await world.telemetry.close();
    expect(await readLines("spans")).toHaveLength(requests);
    expect(waits).toBeGreaterThan(0);
  });

  test("never adds to what another run left", async () => {
    await (await start()).telemetry.close();
    await expect(start()).rejects.toThrow("EEXIST");
  });
});

const lost = (telemetry: Telemetry) =>
  Object.values(telemetry.stats().dropped).reduce((sum, amount) => sum + amount, 0);
