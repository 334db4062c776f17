import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { argumentsOf, execForm, parseDockerfile } from "./dockerfile.ts";
import { type Contained, canContain, runContained } from "./run-contained.ts";

const projectDir = join(import.meta.dirname, "../..");
const final = parseDockerfile(readFileSync(join(projectDir, "Dockerfile"), "utf8")).at(-1);
const { devDependencies } = JSON.parse(readFileSync(join(projectDir, "package.json"), "utf8"));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

describe.skipIf(!canContain())("the image's last stage, on a read-only root as UID 1000", () => {
  let port: number;
  let contained: Contained;

  beforeAll(async () => {
    if (!final) throw new Error("the Dockerfile has no stage");
    port = await freePort();
    contained = runContained(final, {
      projectDir,
      node: process.execPath,
      hidden: [...Object.keys(devDependencies), "node"],
      environment: { PORT: String(port) },
    });
    await vi.waitFor(() => expect(contained.output()).toContain("Faultmart is ready"), { timeout: 90_000 });
  });
  afterAll(() => contained?.remove());

  const health = (environment: Record<string, string>) => {
    const [command, ...args] = execForm(final && argumentsOf(final, "HEALTHCHECK")[0]);
    expect(command).toBe("node");
    // Whatever this machine sets for node does not reach a container.
    return spawnSync(process.execPath, args, { env: { NODE_ENV: "production", ...environment } }).status;
  };

  test("serves endpoints, pages, their scripts and public files", async () => {
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect(await (await get("/ready")).json()).toMatchObject({ status: "ready" });
    expect((await get("/api/products")).status).toBe(200);
    const page = await (await get("/room")).text();
    const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
    expect((await get(script)).status).toBe(200);
    expect((await get("/icon.svg")).status).toBe(200);
  });

  test("is healthy by its own health check, and is not when nothing listens", async () => {
    expect(health({ PORT: String(port) })).toBe(0);
    expect(health({ APP_PORT: String(port) })).toBe(0);
    expect(health({ PORT: String(await freePort()) })).toBe(1);
  });

  test("writes nowhere but under /data, as its user, and misses nothing it was not given", () => {
    expect(contained.output()).not.toMatch(/EROFS|EACCES|EPERM|ENOENT|Cannot find/);
    const written = readdirSync(contained.dataDir, { recursive: true, encoding: "utf8" });
    expect(written).toContain(join("logs", "application.log"));
    for (const path of written) expect(statSync(join(contained.dataDir, path)).uid, path).toBe(1000);
  });

  test("ends well on the signal that `docker stop` sends to process 1", async () => {
    const ended = once(contained.process, "exit");
    contained.signal("SIGTERM");
    const [code] = await ended;
    expect(code).toBe(0);
  });
});
