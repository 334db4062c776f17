// A server of its own whose warehouse has one long trace, without shoppers.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { loadConfig } from "#lib/config/load.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { keyedRandom } from "#lib/kernel/random.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { createTelemetry } from "#lib/telemetry/create.ts";
import { recordLongTrace } from "./record-long-trace.ts";

const agoMs = 60_000;

export type LongTraceServer = RunningServer & { traceId: string };

export async function startLongTraceServer(spans: number): Promise<LongTraceServer> {
  const stateDir = await mkdtemp(join(tmpdir(), "faultmart-long-trace-"));
  try {
    const traceId = await fill(join(stateDir, "data"), spans);
    const env = { CHECK_REPLIES: "off", LOG_STDOUT: "off", SIMULATION_SPEED: "0" };
    return { ...(await startServer({ stateDir, env })), traceId };
  } catch (error) {
    await rm(stateDir, { recursive: true, force: true });
    throw error;
  }
}

async function fill(directory: string, spans: number): Promise<string> {
  let atMs = Date.now() - agoMs;
  const telemetry = await createTelemetry({
    config: loadConfig({ DATA_DIR: directory, LOG_DIR: join(directory, "logs"), LOG_STDOUT: "off" }),
    clock: { ...wallClock, nowMs: () => atMs },
    instanceId: "bench",
    version: "0",
    stdout: new Writable({ write: (_chunk, _encoding, done) => done() }),
  });
  const setTime = (nowMs: number) => {
    atMs = nowMs;
  };
  const recorder = { telemetry, random: keyedRandom("long trace"), setTime };
  const traceId = await recordLongTrace(recorder, spans, atMs);
  await telemetry.flush();
  const { dropped } = telemetry.stats();
  const kept = await telemetry.history.outlineTrace({ traceId, limit: spans + 1 });
  await telemetry.close();
  if (kept.length !== spans)
    throw new Error(`${kept.length} of ${spans} spans are kept; dropped ${JSON.stringify(dropped)}`);
  return traceId;
}
