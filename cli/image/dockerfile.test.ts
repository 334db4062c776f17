import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import { Environment } from "#lib/config/schema.ts";
import { argumentsOf, copiesOf, environmentOf, execForm, isIgnored, parseDockerfile } from "./dockerfile.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const stages = parseDockerfile(read("Dockerfile"));
const dockerignore = read(".dockerignore");
const final = stages.at(-1);
if (!final) throw new Error("the Dockerfile has no stage");

const copies = stages.flatMap((stage) => copiesOf(stage).map((copy) => ({ stage: stage.name, ...copy })));

describe("the image", () => {
  test("is built in three stages on the Node that this project installs, by tag", () => {
    const { dependencies } = JSON.parse(read("package.json"));
    const major = dependencies.node.split(".")[0];
    expect(stages.map(({ image }) => image)).toEqual([
      `node:${major}-slim`,
      "packages",
      `node:${major}-slim`,
    ]);
  });

  test.each(copies.filter(({ from }) => from === undefined))(
    "finds $sources where stage $stage copies it from the project",
    ({ sources }) => {
      for (const source of sources.filter((one) => one !== ".")) {
        expect(existsSync(join(root, source)), `${source} exists`).toBe(true);
        expect(isIgnored(dockerignore, source), `${source} is not ignored`).toBe(false);
      }
    },
  );

  test("takes packages and build from the stages that make them", () => {
    const taken = copiesOf(final).filter(({ from }) => from !== undefined);
    expect(taken).toEqual([
      { from: "packages", sources: ["/app/node_modules"], target: "node_modules" },
      { from: "build", sources: ["/app/.next"], target: ".next" },
    ]);
  });

  test("has no development packages, no second Node and no browser", () => {
    const [install] = argumentsOf(stages[0] ?? final, "RUN");
    expect(install).toContain("npm install --no-save --omit=dev --ignore-scripts");
    expect(install).toMatch(/&& rm -rf node_modules\/node .*node_modules\/playwright-core$/);
    expect(
      stages
        .slice(1)
        .flatMap((stage) => argumentsOf(stage, "RUN"))
        .join(),
    ).not.toContain("npm");
  });

  test("runs node itself, so that a stop signal reaches it, as UID 1000", () => {
    expect(execForm(argumentsOf(final, "CMD")[0])).toEqual([
      "node",
      "--import",
      "./lib/runtime/resolve-once.ts",
      "server.ts",
    ]);
    expect(argumentsOf(final, "USER")).toEqual(["1000:1000"]);
    expect(argumentsOf(final, "ENTRYPOINT")).toEqual([]);
  });

  test.each(["start", "dev"])("has as many threads as `npm run %s`", (script) => {
    const { UV_THREADPOOL_SIZE } = environmentOf(final);
    expect(UV_THREADPOOL_SIZE).toBe("8");
    expect(JSON.parse(read("package.json")).scripts[script]).toContain(
      ` UV_THREADPOOL_SIZE=${UV_THREADPOOL_SIZE} `,
    );
  });

  test("listens to all addresses, keeps state under /data, and stops before Docker kills", () => {
    const environment = environmentOf(final);
    const others = Object.keys(environment).filter((name) => !(name in Environment.shape));
    expect(others).toEqual(["UV_THREADPOOL_SIZE", "NEXT_TELEMETRY_DISABLED"]);
    const config = loadConfig(environment);
    expect(config).toMatchObject({ NODE_ENV: "production", HOST: "0.0.0.0" });
    expect(config).toMatchObject({ DATA_DIR: "/data", LOG_DIR: "/data/logs" });
    expect(config.SHUTDOWN_TIMEOUT_SECONDS).toBeLessThan(10);
    expect(argumentsOf(final, "VOLUME")).toEqual(['["/data"]']);
    expect(argumentsOf(final, "EXPOSE")).toEqual([String(config.PORT)]);
  });

  test("asks /health whether it is alive, with node itself", () => {
    const [check] = argumentsOf(final, "HEALTHCHECK");
    expect(execForm(check)[0]).toBe("node");
    expect(check).toContain("/health");
  });
});

describe("the build context", () => {
  test.each([
    ".env",
    ".env.local",
    ".git/config",
    "data/postgres/PG_VERSION",
    "logs/application.log",
    "node_modules/next/package.json",
    ".next/BUILD_ID",
    "e2e/shop.spec.ts",
    "deploy/secrets.yaml",
    "lib/http/problem.test.ts",
    "lib/runtime/testing/send.ts",
  ])("leaves out %s", (path) => {
    expect(isIgnored(dockerignore, path)).toBe(true);
  });

  test.each([
    "lib/http/problem.ts",
    "app/page.tsx",
    "app/shop/[tenant]/page.tsx",
    "public/a/b.svg",
    ".npmrc",
  ])("holds %s", (path) => {
    expect(isIgnored(dockerignore, path)).toBe(false);
  });
});
