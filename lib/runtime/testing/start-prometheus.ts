// A real Prometheus over a server of ours, with what deploy/ ships; only its clock is faster, so that a test need not
// wait for minutes.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { rulesFile } from "./deployed-queries.ts";
import { projectDir } from "./start-process.ts";
import { findFreePorts } from "./start-service.ts";

export const configFile = join(projectDir, "deploy/prometheus/prometheus.yml");

export type RunningPrometheus = {
  /** `data` of an answer of its API. */
  ask<T>(path: string, parameters?: Record<string, string>): Promise<T>;
  stop(): Promise<void>;
};

export async function startPrometheus(binary: string, serverUrl: string): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), "faultmart-prometheus-"));
  const [port = 0] = await findFreePorts(1);
  const [config, rules] = await Promise.all([readFile(configFile, "utf8"), readFile(rulesFile, "utf8")]);
  await writeFile(join(folder, "prometheus.yml"), hurried(config, new URL(serverUrl).host));
  await writeFile(join(folder, "faultmart.rules.yml"), rules.replaceAll(/for: \w+/g, "for: 2s"));
  const child = spawn(
    binary,
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--enable-feature=exemplar-storage",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const said: Buffer[] = [];
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
  const url = `http://127.0.0.1:${port}`;
  const stop = () => end(child, folder);
  try {
    const beReady = async () => expect((await fetch(`${url}/-/ready`)).ok).toBe(true);
    await vi.waitFor(beReady, { timeout: 60_000, interval: 100 });
  } catch (error) {
    await stop();
    throw new Error(`Prometheus did not start:\n${Buffer.concat(said)}`, { cause: error });
  }
  return {
    async ask<T>(path: string, parameters: Record<string, string> = {}) {
      const answer = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
      const { status, data, error } = await answer.json();
      if (status !== "success") throw new Error(`${path}: ${error}`);
      return data as T;
    },
    stop,
  };
}

/** What promtool says and whether it finds nothing wrong. */
export function promtool(binary: string, args: string[], input = ""): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync(binary, args, { input, encoding: "utf8", timeout: 60_000 });
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

function hurried(config: string, target: string): string {
  const changed = config.replaceAll(/_interval: \w+/g, "_interval: 1s").replace("localhost:3000", target);
  if (!changed.includes(target)) throw new Error(`${configFile} has no target localhost:3000`);
  return changed;
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const exited = once(child, "exit");
  if (child.exitCode === null && child.kill("SIGTERM")) await exited;
  await rm(folder, { recursive: true, force: true });
}
