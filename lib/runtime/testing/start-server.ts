// The real server as a child process on a free port, with state of its own: for tests, drills and benchmarks.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Environment } from "#lib/config/schema.ts";

export type RunningServer = {
  readonly url: string;
  readonly process: ChildProcess;
  readonly stateDir: string;
  /** What it wrote to stdout: one JSON line a log event. */
  stdout(): string;
  stderr(): string;
  /** SIGTERM, then the exit code; removes the state unless told to keep it. */
  stop(options?: { keepState?: boolean }): Promise<number | null>;
};

export type StartOptions = { env?: Record<string, string>; stateDir?: string; readyTimeoutMs?: number };

const projectDir = join(import.meta.dirname, "../../..");
const readyLine = /ready at (http:\/\/\S+)/;

export async function startServer({
  env = {},
  stateDir,
  readyTimeoutMs = 30_000,
}: StartOptions = {}): Promise<RunningServer> {
  const state = stateDir ?? (await mkdtemp(join(tmpdir(), "faultmart-")));
  const child = spawn(join(projectDir, "node_modules/.bin/node"), ["server.ts"], {
    cwd: projectDir,
    env: { ...foreignEnvironment(), NODE_ENV: "production", ...serverEnvironment(state), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString();
  const exited = once(child, "exit");
  try {
    const url = await readyUrl(child, () => text(stderr), readyTimeoutMs);
    return {
      url,
      process: child,
      stateDir: state,
      stdout: () => text(stdout),
      stderr: () => text(stderr),
      async stop({ keepState = false } = {}) {
        if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
        await exited;
        if (!keepState) await rm(state, { recursive: true, force: true });
        return child.exitCode;
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    await exited;
    if (!stateDir) await rm(state, { recursive: true, force: true });
    throw error;
  }
}

/** The caller's own settings for a server must not decide what a test sees. */
function foreignEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !(name in Environment.shape) && name !== "APP_PORT"),
  );
}

function serverEnvironment(state: string): Record<string, string> {
  return {
    NODE_COMPILE_CACHE: join(projectDir, "node_modules/.cache/node-compile"),
    PORT: "0",
    DATA_DIR: join(state, "data"),
    LOG_DIR: join(state, "logs"),
    CHECK_REPLIES: "true",
  };
}

function readyUrl(child: ChildProcess, output: () => string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}. It said:\n${output()}`));
    const timer = setTimeout(() => fail(`was not ready within ${timeoutMs} ms`), timeoutMs);
    child.stderr?.on("data", () => {
      const url = readyLine.exec(output())?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code} before it was ready`);
    });
  });
}
