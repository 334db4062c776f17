// Runs before every npm command, on whatever Node is installed (20.9 or newer) and with no package present:
// brings the packages, Node 24 among them, and the build up to date. Says what takes long, and what to do when it fails.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runningServer } from "./running-server.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const installStamp = join(project, "node_modules/.faultmart-installed.json");
const buildStamp = join(project, ".next/.faultmart-built.json");
const node24 = join(project, "node_modules/.bin/node");
const spaceNeededMb = { install: 2_000, build: 300 };

/** @type {Record<string, {dev: boolean, build: boolean}>} */
const modes = {
  start: { dev: false, build: true },
  dev: { dev: true, build: false },
  service: { dev: false, build: false },
  session: { dev: true, build: false },
  test: { dev: true, build: true },
};

class Advice extends Error {}

async function prepare(mode) {
  checkNode();
  await install(mode.dev);
  if (mode.build) await build();
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) {
    throw new Advice(
      `Node ${process.versions.node} is too old to begin with. Install Node 20.9 or newer; Node 24 then comes by itself.`,
    );
  }
}

/** What a production start installed lacks the test tools; what the tests installed serves a start as well. */
async function install(dev) {
  const lock = hashOf([join(project, "package-lock.json")]);
  const stamp = readJson(installStamp);
  if (stamp?.lock === lock && (stamp.dev || !dev) && existsSync(node24)) return;
  checkSpace(spaceNeededMb.install);
  const withDev = dev || stamp?.dev === true;
  rmSync(installStamp, { force: true });
  const scope = withDev ? "--include=dev" : "--omit=dev";
  // Not `npm ci`: it empties node_modules under a server that may be running, and refuses a lock file written where
  // a registry lacks some platform's binaries. What the lock has is installed exactly; --no-save leaves it as it is.
  await step(
    "Installing packages",
    "npm",
    ["install", "--no-save", scope, "--loglevel=error", "--no-audit", "--no-fund"],
    {
      failed:
        "npm could not install the packages. Check the network and the free space, then run the command again.",
    },
  );
  if (!existsSync(node24)) {
    throw new Advice(
      "Node 24 was not installed: npm skipped the script of the package `node`. Run `npm rebuild node`, then try again.",
    );
  }
  writeFileSync(installStamp, JSON.stringify({ lock, dev: withDev }));
}

async function build() {
  const sources = hashOf(buildSources());
  if (readJson(buildStamp)?.sources === sources) return;
  checkNothingServes();
  checkSpace(spaceNeededMb.build);
  rmSync(buildStamp, { force: true });
  await step("Building the pages", node24, ["node_modules/next/dist/bin/next", "build"], {
    environment: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    failed: "The pages could not be built. What the build printed is above.",
  });
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, JSON.stringify({ sources }));
}

function buildSources() {
  const folders = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(test|spec)\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  const files = [
    "package.json",
    "package-lock.json",
    "next.config.mjs",
    "postcss.config.mjs",
    "tsconfig.json",
    "instrumentation.ts",
  ];
  return [...folders.sort(), ...files.map((file) => join(project, file))];
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(relative(project, file)).update(readFileSync(file));
  return hash.digest("hex");
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Pages that are open load their scripts from the build as they need them: a new one would break them midway. */
function checkNothingServes() {
  const server = runningServer(project);
  if (!server) return;
  throw new Advice(
    `The pages have changed since they were built, and a server of this folder, process ${server}, still serves ` +
      "that build. Stop it, then run the command again.",
  );
}

function checkSpace(neededMb) {
  const { bavail, bsize } = statfsSync(project);
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  if (freeMb < neededMb) {
    throw new Advice(
      `Only ${freeMb} MB are free here and about ${neededMb} MB are needed. Make room, then run the command again.`,
    );
  }
}

/** Quiet while all is well; the whole output when it is not. */
function step(title, command, args, { failed, environment = {} }) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const tell = (text) => process.stderr.write(text);
  tell(`${title} …\n`);
  const beat = setInterval(() => tell(`  ${title.toLowerCase()}, ${seconds()} s so far\n`), 10_000);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: project,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
    const end = (code) => {
      clearInterval(beat);
      if (code === 0) {
        tell(`${title}: done in ${seconds()} s\n`);
        return resolve(undefined);
      }
      tell(`${Buffer.concat(output).toString()}\n`);
      reject(new Advice(failed));
    };
    child.on("error", (error) => {
      output.push(Buffer.from(error.message));
      end(1);
    });
    child.on("close", end);
  });
}

const mode = modes[process.argv[2] ?? ""];
if (!mode) {
  process.stderr.write(`Usage: node cli/prepare.mjs ${Object.keys(modes).join("|")}\n`);
  process.exit(2);
}
prepare(mode).catch((error) => {
  process.stderr.write(`${error instanceof Advice ? error.message : error.stack}\n`);
  process.exit(1);
});
