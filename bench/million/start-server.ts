// A server of its own on a copy of the filled warehouse, without shoppers.
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { type Filled, fillWarehouse, millionSettings } from "./fill.ts";

export type MillionServer = RunningServer & { filled: Filled };

export async function startMillionServer(
  say: (line: string) => void,
  env: Record<string, string> = {},
): Promise<MillionServer> {
  const filled = await fillWarehouse(say);
  const stateDir = await mkdtemp(join(tmpdir(), "faultmart-million-server-"));
  try {
    await mkdir(join(stateDir, "data"));
    await copyFile(join(filled.directory, "telemetry.duckdb"), join(stateDir, "data/telemetry.duckdb"));
    const quiet = { CHECK_REPLIES: "off", LOG_STDOUT: "off", SIMULATION_SPEED: "0" };
    const server = await startServer({ stateDir, env: { ...quiet, ...millionSettings, ...env } });
    return { ...server, filled };
  } catch (error) {
    await rm(stateDir, { recursive: true, force: true });
    throw error;
  }
}
