// The real server as a child process on a free port, with state of its own: for tests, drills and benchmarks.
import { cpSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningProcess, startProcess } from "./start-process.ts";

export type RunningServer = Omit<RunningProcess, "stop"> & {
  readonly stateDir: string;
  /** SIGTERM, then the exit code; removes the state unless told to keep it. */
  stop(options?: { keepState?: boolean }): Promise<number | null>;
};

/** A start takes two seconds, and ten times as long where ten others start. */
const patientMs = 90_000;

export type StartOptions = {
  env?: Record<string, string>;
  stateDir?: string;
  /** A closed data directory whose embedded database is copied to begin with; without it the server makes its own. */
  database?: string;
  readyTimeoutMs?: number;
};

export async function startServer({
  env = {},
  stateDir,
  database,
  readyTimeoutMs = patientMs,
}: StartOptions = {}): Promise<RunningServer> {
  const state = stateDir ?? (await mkdtemp(join(tmpdir(), "faultmart-")));
  const remove = () => rm(state, { recursive: true, force: true });
  try {
    if (database && !stateDir) {
      cpSync(join(database, "pglite"), join(state, "data/pglite"), { recursive: true });
    }
    const running = await startProcess({
      args: ["server.ts"],
      env: { ...serverEnvironment(state), ...env },
      readyTimeoutMs,
    });
    return {
      ...running,
      stateDir: state,
      async stop({ keepState = false } = {}) {
        const code = await running.stop();
        if (!keepState) await remove();
        return code;
      },
    };
  } catch (error) {
    if (!stateDir) await remove();
    throw error;
  }
}

function serverEnvironment(state: string): Record<string, string> {
  return {
    PORT: "0",
    DATA_DIR: join(state, "data"),
    LOG_DIR: join(state, "logs"),
    CHECK_REPLIES: "true",
    // Tests and benchmarks come from one client, and in crowds.
    RATE_LIMIT_SHOP: "0",
    RATE_LIMIT_CONTROL: "0",
    RATE_LIMIT_INGEST: "0",
    // Who tests something else need not hear of vendors: no jobs, and no alerts of theirs.
    SIMULATED_VENDORS: "0",
    // A question that a busy machine is slow with has not run too long.
    QUERY_TIME_LIMIT_MS: "60000",
  };
}
