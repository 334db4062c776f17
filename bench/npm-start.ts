// `npm start` as a person runs it: the time until a page answers, and what the whole tree of processes occupies.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Environment } from "#lib/config/schema.ts";

export type StartedByNpm = { url: string; pid: number; secondsToServing: number; stop(): Promise<void> };

export async function npmStart(
  projectDir: string,
  readyTimeoutMs: number,
  stateDir?: string,
): Promise<StartedByNpm> {
  const state = stateDir ?? mkdtempSync(join(tmpdir(), "faultmart-bench-"));
  const foreign = Object.entries(process.env).filter(
    ([name]) => !(name in Environment.shape) && !name.startsWith("npm_"),
  );
  const started = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: projectDir,
    env: {
      ...Object.fromEntries(foreign),
      NODE_ENV: "production",
      PORT: "0",
      DATA_DIR: join(state, "data"),
      LOG_DIR: join(state, "logs"),
    },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const url = await readyUrl(child, readyTimeoutMs);
  const answer = await fetch(`${url}/room`);
  if (!answer.ok) throw new Error(`/room answered ${answer.status}`);
  await answer.text();
  const secondsToServing = (performance.now() - started) / 1_000;
  return {
    url,
    pid: child.pid ?? 0,
    secondsToServing,
    async stop() {
      const exited = once(child, "exit");
      process.kill(-(child.pid ?? 0), "SIGTERM");
      await exited;
      if (!stateDir) rmSync(state, { recursive: true, force: true });
    },
  };
}

function readyUrl(child: ChildProcess, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      reject(new Error(`npm start ${why}. It said:\n${said}`));
    };
    const timer = setTimeout(() => fail("took too long"), timeoutMs);
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const url = /ready at (http:\/\/\S+)/.exec(said)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once("exit", () => fail("ended before it served"));
  });
}
