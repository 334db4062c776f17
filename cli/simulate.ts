// `npm run simulate -- --seed 7 --minutes 60 --out runs/x`: an hour of traffic on a virtual clock, recorded to files.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import { parseFaultLine } from "#lib/scenarios/parse-fault-line.ts";
import type { RunRecord } from "#lib/scenarios/run-record.ts";
import { mostMinutes, mostServices, VirtualPlan } from "#lib/scenarios/virtual-plan.ts";

const usage = `npm run simulate -- --seed <seed> --minutes <minutes> --out <directory>
  [--rate <requests per second, 3>] [--services <9 to ${mostServices}, 9>]
  [--fault "<kind> <target> at <seconds> for <seconds> [share <0 to 1>] [<parameter>=<number> …]"] …`;

const say = (line: string) => process.stdout.write(`${line}\n`);

const flags = {
  seed: { type: "string" },
  minutes: { type: "string" },
  out: { type: "string" },
  rate: { type: "string" },
  services: { type: "string" },
  fault: { type: "string", multiple: true },
  help: { type: "boolean" },
} as const;

function readFlags() {
  try {
    return parseArgs({ options: flags, strict: true }).values;
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

function refusal(what: string): AppError {
  return new AppError("validation_failed", `${what}\n\nUsage: ${usage}`);
}

const allowed: Record<string, string> = {
  seed: "--seed must be 1 to 64 letters, digits, dots, dashes or underscores",
  minutes: `--minutes must be a number above 0 and up to ${mostMinutes}`,
  requestsPerSecond: "--rate must be a number above 0 and up to 1000",
  services: `--services must be a whole number from 9 to ${mostServices}`,
  faults: "--fault can be given up to 100 times",
};

type Flags = ReturnType<typeof readFlags>;

function planOf({ seed, minutes, rate, services, fault = [] }: Flags): VirtualPlan {
  const parsed = VirtualPlan.safeParse({
    seed,
    minutes: numberOf(minutes),
    requestsPerSecond: numberOf(rate),
    services: numberOf(services),
    faults: fault.map(parseFaultLine),
  });
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  throw refusal([...fields].map((field) => allowed[field] ?? field).join("\n"));
}

/** An empty text is no number, though `Number` takes it for 0. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.trim() === "" ? Number.NaN : Number(text);
}

function outOf({ out }: Flags): string {
  if (!out) throw refusal("--out must name the directory that the files go to");
  if (!existsSync(out)) return out;
  if (!statSync(out).isDirectory())
    throw new AppError("conflict", `${out} is a file. Give another --out for the directory.`);
  if (readdirSync(out).length > 0)
    throw new AppError("conflict", `${out} is not empty. Give another --out, or remove what is in it.`);
  return out;
}

function report({ counts, sha256, plan }: RunRecord, out: string, seconds: number): void {
  const perSecond = (amount: number) => Math.round(amount / seconds).toLocaleString("en-US");
  say(`${counts.requests} requests, ${counts.failures} of them failed, ${counts.skipped} not sent`);
  say(`${counts.spans} spans, ${counts.logs} log lines, ${counts.points} metric points in ${out}`);
  say(
    `${seconds.toFixed(1)} s: ${perSecond(counts.spans)} spans/s, ${perSecond(plan.minutes * 60)} virtual seconds a second`,
  );
  say(`sha256 ${sha256}`);
}

async function main() {
  const given = readFlags();
  if (given.help) return say(usage);
  const plan = planOf(given);
  const out = outOf(given);
  // Nearly all there is to load; what was asked wrongly is said without it.
  const { runVirtual } = await import("#lib/scenarios/run-virtual.ts");
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
  const startedMs = performance.now();
  let toldMs = startedMs;
  const onProgress = (share: number) => {
    if (!process.stderr.isTTY || performance.now() - toldMs < 2_000) return;
    toldMs = performance.now();
    process.stderr.write(`${Math.floor(share * 100)} %\n`);
  };
  const record = await runVirtual({ plan, out, version, onProgress });
  report(record, out, (performance.now() - startedMs) / 1_000);
}

main().catch((error: unknown) => {
  const known = asAppError(error);
  process.stderr.write(`${known ? known.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
