import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A project as small as can be: the real script and the real npm, a builder that says what it does. */
let project: string;
const buildStamp = () => join(project, ".next/.faultmart-built.json");

const builder = `
const { existsSync, mkdirSync, writeFileSync } = require("node:fs");
if (existsSync("app/broken.ts")) { console.log("app/broken.ts does not compile"); process.exit(1); }
mkdirSync(".next", { recursive: true });
writeFileSync(".next/BUILD_ID", process.env.NODE_ENV);
`;

const files: Record<string, string> = {
  "package.json": JSON.stringify({
    name: "small",
    dependencies: { node: "file:vendor/node", next: "file:vendor/next" },
  }),
  "vendor/node/package.json": JSON.stringify({ name: "node", version: "1.0.0", bin: { node: "node.sh" } }),
  "vendor/node/node.sh": `#!/bin/sh\nexec "${process.execPath}" "$@"\n`,
  "vendor/next/package.json": JSON.stringify({ name: "next", version: "1.0.0" }),
  "vendor/next/dist/bin/next": builder,
  "app/page.tsx": "1",
  "components/button.tsx": "1",
  "lib/clock.ts": "1",
  "lib/clock.test.ts": "1",
  "next.config.mjs": "",
  "postcss.config.mjs": "",
  "tsconfig.json": "{}",
  "instrumentation.ts": "",
};

function write(path: string, text: string) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function prepare(mode: string, ...nodeOptions: string[]) {
  const { PATH } = process.env;
  const environment = { PATH, HOME: project, NODE_ENV: "test" as const, npm_config_offline: "true" };
  const args = [...nodeOptions, "cli/prepare.mjs", mode];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    env: environment,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const silent = { status: 0, stdout: "", stderr: "" };

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "faultmart prepare-"));
  for (const [path, text] of Object.entries(files)) write(path, text);
  chmodSync(join(project, "vendor/node/node.sh"), 0o755);
  for (const script of ["prepare.mjs", "running-server.mjs"])
    cpSync(join(import.meta.dirname, script), join(project, "cli", script));
  const locked = spawnSync("npm", ["install", "--package-lock-only", "--offline"], { cwd: project });
  expect(locked.status, String(locked.stderr)).toBe(0);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test("a word that is no mode is answered with the modes", () => {
  for (const word of ["", "deploy"])
    expect(prepare(word)).toEqual({
      ...silent,
      status: 2,
      stderr: "Usage: node cli/prepare.mjs start|dev|service|session|test\n",
    });
});

test("a Node that is too old says which is needed, and nothing is installed", () => {
  write(
    "old-node.mjs",
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.8.1" } });',
  );
  const { status, stderr } = prepare("start", "--import", "./old-node.mjs");
  expect(status).toBe(1);
  expect(stderr).toBe(
    "Node 20.8.1 is too old to begin with. Install Node 20.9 or newer; Node 24 then comes by itself.\n",
  );
  expect(existsSync(join(project, "node_modules"))).toBe(false);
});

describe("what is missing is made, once", () => {
  test("the first time packages and pages", () => {
    const { status, stderr } = prepare("start");
    expect(stderr.replace(/\d+ s/g, "n s").split("\n")).toEqual([
      "Installing packages …",
      "Installing packages: done in n s",
      "Building the pages …",
      "Building the pages: done in n s",
      "",
    ]);
    expect(status).toBe(0);
    expect(existsSync(join(project, ".next/BUILD_ID"))).toBe(true);
  });

  test("then nothing, and without a word", () => {
    expect(prepare("start")).toEqual(silent);
  });

  test("nothing when only a test changed", () => {
    write("lib/clock.test.ts", "2");
    expect(prepare("start")).toEqual(silent);
  });

  test.each(["lib/clock.ts", "components/new.tsx", "tsconfig.json"])("the pages when %s changed", (path) => {
    write(path, "{ }");
    expect(prepare("start").stderr).toMatch(/^Building the pages …\nBuilding the pages: done in \d+ s\n$/);
    expect(prepare("start")).toEqual(silent);
  });

  test("the pages when package.json changed, which says where imports lead", () => {
    write("package.json", JSON.stringify({ ...JSON.parse(files["package.json"] ?? ""), imports: {} }));
    expect(prepare("start").stderr).toMatch(/^Building the pages/);
  });

  test("the test tools as well when tests ask for them; a start is content with them", () => {
    expect(prepare("dev").stderr).toMatch(/^Installing packages …\nInstalling packages: done in \d+ s\n$/);
    expect(prepare("dev")).toEqual(silent);
    expect(prepare("start")).toEqual(silent);
  });
});

test("pages that cannot be built say why, and are tried again the next time", () => {
  write("app/broken.ts", "");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { status, stderr } = prepare("start");
    expect(status).toBe(1);
    expect(stderr).toBe(
      "Building the pages …\napp/broken.ts does not compile\n\nThe pages could not be built. What the build printed is above.\n",
    );
    expect(existsSync(buildStamp())).toBe(false);
  }
  rmSync(join(project, "app/broken.ts"));
  expect(prepare("start").status).toBe(0);
  expect(prepare("start")).toEqual(silent);
});

describe.runIf(process.platform === "linux")("while a server of the folder runs", () => {
  async function whileRunning(NODE_ENV: "production" | "development", act: (server: ChildProcess) => void) {
    write("server.ts", 'process.stdin.resume(); process.stdout.write("ready");');
    const server = spawn(process.execPath, ["server.ts"], { cwd: project, env: { NODE_ENV } });
    try {
      await once(server.stdout, "data");
      act(server);
    } finally {
      server.kill();
      await once(server, "exit");
    }
  }

  test("the build it serves from is not replaced", async () => {
    write("app/page.tsx", "2");
    await whileRunning("production", ({ pid }) => {
      const { status, stderr } = prepare("test");
      expect(status).toBe(1);
      expect(stderr).toBe(
        `The pages have changed since they were built, and a server of this folder, process ${pid}, still serves that build. Stop it, then run the command again.\n`,
      );
      expect(existsSync(buildStamp())).toBe(true);
    });
    expect(prepare("test").stderr).toMatch(/^Building the pages/);
  });

  test("all goes on when there is nothing to build, or when the server is in development mode", async () => {
    await whileRunning("production", () => expect(prepare("test")).toEqual(silent));
    write("app/page.tsx", "3");
    await whileRunning("development", () => expect(prepare("test").stderr).toMatch(/^Building the pages/));
  });
});
