// `npm run session -- third-click --base-url http://127.0.0.1:3000`: a scripted visit in a browser, to a Faultmart that runs.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "#lib/kernel/errors.ts";
import { ensureChromium } from "./ensure-chromium.ts";

const project = join(import.meta.dirname, "..");
const folder = "e2e/sessions";
const ending = ".spec.ts";
const sessions = readdirSync(join(project, folder))
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .toSorted();
const usualUrl = "http://127.0.0.1:3000";
const say = (line: string) => process.stderr.write(`${line}\n`);

const usage = `npm run session -- <name> [--base-url ${usualUrl}] [--headed] [--times 1]
  Sessions: ${sessions.join(", ")}, or all.`;

type Flags = { names: string[]; baseUrl: string; headed: boolean; times: number };

function readFlags(): Flags {
  const { values, positionals } = parsed();
  const names = positionals.includes("all") ? sessions : positionals;
  if (names.length === 0) throw refusal("Name the session to run.");
  const unknown = names.find((name) => !sessions.includes(name));
  if (unknown !== undefined) throw refusal(`There is no session ${unknown}.`);
  if (!URL.canParse(values["base-url"])) throw refusal(`--base-url ${values["base-url"]} is not an address.`);
  const times = Number(values.times);
  if (!Number.isInteger(times) || times < 1 || times > 1_000)
    throw refusal("--times must be a whole number from 1 to 1000.");
  return { names, baseUrl: new URL(values["base-url"]).origin, headed: values.headed, times };
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        "base-url": { type: "string", default: usualUrl },
        headed: { type: "boolean", default: false },
        times: { type: "string", default: "1" },
      },
    });
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

function refusal(what: string): AppError {
  return new AppError("validation_failed", `${what}\n\nUsage: ${usage}`);
}

async function checkThere(baseUrl: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/health`).catch(() => undefined);
  if (answer?.ok) return;
  throw new AppError(
    "unavailable",
    `No Faultmart answers at ${baseUrl}. Start one with npm start, or give another --base-url.`,
  );
}

async function main() {
  const { names, baseUrl, headed, times } = readFlags();
  await checkThere(baseUrl);
  const args = [
    join(project, "node_modules/@playwright/test/cli.js"),
    "test",
    ...names.map((name) => `${folder}/${name}${ending}`),
    "--workers=1",
    "--reporter=list",
    `--repeat-each=${times}`,
    ...(headed ? ["--headed"] : []),
  ];
  const browser = ensureChromium(process.env.CHROMIUM_PATH, say);
  const env = { ...process.env, BASE_URL: baseUrl, CHROMIUM_PATH: browser };
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: "inherit" });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
