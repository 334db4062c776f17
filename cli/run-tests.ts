// `npm run verify` and `npm test`: the same steps, the second goes on to databases and browsers. Stops at the first
// failed step, because what comes after builds on it; ends with what failed, and one line that counts.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Environment } from "#lib/config/schema.ts";
import { ensureChromium } from "./ensure-chromium.ts";
import { ensurePrometheus } from "./find-prometheus.ts";
import { makeMemoryFolder } from "./memory-folder.ts";
import { sayFailures } from "./say-failures.ts";
import { type FailedTest, readPlaywright, readVitest, type TestReport } from "./test-report.ts";

const project = join(import.meta.dirname, "..");
const results = join(project, "test-results");
const node = process.execPath;
const say = (line: string) => process.stdout.write(`${line}\n`);

type Step = {
  title: string;
  script: string;
  args: string[];
  report?: string;
  reader?: (report: unknown) => TestReport;
};

const vitest = (project: string): Step => {
  const report = join(results, `${project}.json`);
  const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    title: `${project} tests`,
    script: "node_modules/vitest/vitest.mjs",
    args: ["run", `--project=${project}`, ...output],
    report,
    reader: readVitest,
  };
};

const quick: Step[] = [
  { title: "types", script: "node_modules/typescript/bin/tsc", args: ["--noEmit"] },
  { title: "lint", script: "node_modules/@biomejs/biome/bin/biome", args: ["check", "--error-on-warnings"] },
  { title: "import rules", script: "cli/check-structure.ts", args: [] },
  vitest("unit"),
];

const thorough: Step[] = [
  vitest("integration"),
  {
    title: "browser tests",
    script: "node_modules/@playwright/test/cli.js",
    args: ["test"],
    report: join(results, "browser.json"),
    reader: readPlaywright,
  },
];

/** Tests decide their own configuration: what the developer's shell sets for a server must not leak in. */
function testEnvironment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !(name in Environment.shape) && name !== "APP_PORT",
  );
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: "test",
    NEXT_TELEMETRY_DISABLED: "1",
    // Hundreds of processes of tests load the same packages.
    NODE_COMPILE_CACHE: join(project, "node_modules/.cache/node-compile"),
    ...extra,
  };
}

const withoutPrometheus =
  "what a real Prometheus makes of /metrics and of our rules. Install Debian's package prometheus, or put prometheus and promtool into /usr/local/bin.";

function run(step: Step, environment: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(node, [step.script, ...step.args], {
      cwd: project,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("close", (code) => resolve(code === 0));
  });
}

function readReport(step: Step): TestReport {
  const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };
  if (!step.report || !step.reader) return nothing;
  if (!existsSync(step.report)) return { ...nothing, failed: 1 };
  return step.reader(JSON.parse(readFileSync(step.report, "utf8")));
}

function sourceOf(file: string): string | undefined {
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
}

async function main() {
  const steps = process.argv.includes("--quick") ? quick : [...quick, ...thorough];
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const needsBrowser = steps.some((step) => step.title === "browser tests");
  const browser = needsBrowser ? { CHROMIUM_PATH: ensureChromium(process.env.CHROMIUM_PATH, say) } : {};
  const notices: string[] = [];
  if (!process.argv.includes("--quick") && !ensurePrometheus(say)) notices.push(withoutPrometheus);
  const memory = makeMemoryFolder();
  process.once("exit", () => memory?.remove());
  const environment = testEnvironment({ ...browser, ...(memory ? { TMPDIR: memory.path } : {}) });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures: FailedTest[] = [];
  for (const step of steps) {
    const started = performance.now();
    const ok = await run(step, environment);
    const count = readReport(step);
    failures.push(...count.failures);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    say(
      `${ok ? "ok    " : "FAILED"} ${step.title} (${((performance.now() - started) / 1_000).toFixed(1)} s)`,
    );
    if (ok && step.report && count.passed === 0) total.failed += 1;
    if (!ok) {
      total.failed = Math.max(1, total.failed);
      break;
    }
  }
  for (const notice of notices) say(`\nNOT TESTED: ${notice}`);
  if (failures.length > 0) say(`\n${sayFailures(failures, { project, sourceOf }).join("\n")}`);
  say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
