// A program of ours as a child process that says at which address it is ready.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Environment } from "#lib/config/schema.ts";

export type RunningProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it wrote to stdout: one JSON line a log event. */
  stdout(): string;
  stderr(): string;
  /** SIGTERM, then the exit code. */
  stop(): Promise<number | null>;
  /** As a crash ends it. */
  kill(): Promise<void>;
};

type Options = { args: readonly string[]; env: Record<string, string>; readyTimeoutMs?: number };

export const projectDir = join(import.meta.dirname, "../../..");
/** As the npm commands do. */
const resolveOnce = "./lib/runtime/resolve-once.ts";
const readyLine = /ready at (http:\/\/\S+)/;

export async function startProcess({ args, env, readyTimeoutMs = 90_000 }: Options): Promise<RunningProcess> {
  const child = spawn(join(projectDir, "node_modules/.bin/node"), ["--import", resolveOnce, ...args], {
    cwd: projectDir,
    env: {
      ...foreignEnvironment(),
      NODE_ENV: "production",
      UV_THREADPOOL_SIZE: "8",
      NODE_COMPILE_CACHE: join(projectDir, "node_modules/.cache/node-compile"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString();
  const exited = once(child, "exit");
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  try {
    const url = await readyUrl(child, () => text(stderr), readyTimeoutMs);
    return {
      url,
      process: child,
      stdout: () => text(stdout),
      stderr: () => text(stderr),
      async stop() {
        await end("SIGTERM");
        return child.exitCode;
      },
      kill: () => end("SIGKILL"),
    };
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
}

/** The caller's own settings for a server must not decide what a test sees. */
function foreignEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !(name in Environment.shape) && name !== "APP_PORT"),
  );
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
