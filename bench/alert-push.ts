// How long what became of a vendor takes from the moment it is handed to Socket.IO until a thousand browsers have it: one
// vendor at a time, then twenty at once. Vendors are broken and mended for real, and the job that finds out is real.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { vendorCodes } from "#lib/vendors/simulated/create-vendors.ts";
import { ask, nextMessage, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { pin } from "./pinning.ts";
import { getJson, sendJson } from "./server-state.ts";
import type { Arrival, WatchOrder, WatchResult } from "./watcher-process.ts";

const watchers = 1_000;
const vendors = 300;
const rounds = 8;
const together = 20;
/** A vendor may close by itself as well. */
const hardlyMore = 3;
const seconds = 45;
const job = "vendor-status";
const event = "vendor_alert";
const broken = { kind: "vendor-offline", durationSeconds: 600 };
/** Nobody but this asks the source. */
const never = "86400";

type Push = { feed: string; seq: string; atUs: number; encoded: number };
/** What one run told. */
type Told = { pushes: Push[]; fromUs: number };

export async function benchAlertPush(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-alerts-"));
  const notes = join(folder, "pushes");
  const server = await startServer({
    env: {
      CHECK_REPLIES: "off",
      LOG_STDOUT: "off",
      SIMULATED_VENDORS: String(vendors),
      DISCOUNT_STOCK_JOB_INTERVAL: never,
      VENDOR_STATUS_JOB_INTERVAL: never,
      VENDOR_PRODUCT_STATUS_JOB_INTERVAL: never,
      NODE_OPTIONS: `--import=${join(import.meta.dirname, "note-pushes.ts")}`,
      PUSH_NOTES: notes,
    },
  });
  const browsers = startProcess("watcher-process.ts");
  try {
    pin(server.process.pid ?? 0, 0);
    pin(browsers.pid ?? 0, 1);
    await untilRun(server.url, 1);
    const order: WatchOrder = { kind: "join", url: server.url, watchers, feeds: [] };
    const { joined } = await ask<WatchResult>(browsers, order);
    if (joined !== watchers) throw new Error(`only ${joined} browsers came`);
    const heard = nextMessage<WatchResult>(browsers);
    // Where a round fails, that is the reason to be told.
    heard.catch(() => undefined);
    browsers.send({ kind: "count", seconds } satisfies WatchOrder);
    for (let round = 0; round < rounds; round += 1) {
      await breakAndMend(server.url, 1);
      await breakAndMend(server.url, together);
    }
    const { arrivals } = await heard;
    await server.stop();
    const lines = readFileSync(notes, "utf8").trim().split("\n");
    return figuresOf(
      arrivals,
      lines.map((line) => JSON.parse(line) as Push),
    );
  } finally {
    await Promise.all([server.stop(), stopProcess(browsers)]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function breakAndMend(url: string, many: number) {
  for (const code of vendorCodes(many))
    await sendJson("POST", `${url}/api/faults`, { ...broken, target: `vendor:${code}` });
  await runNow(url);
  await fetch(`${url}/api/faults`, { method: "DELETE" });
  await runNow(url);
}

async function runNow(url: string) {
  const before = await countRuns(url);
  await sendJson("POST", `${url}/api/jobs/${job}/runs`, {});
  await untilRun(url, before + 1);
}

async function countRuns(url: string): Promise<number> {
  const { runs } = await getJson<{ runs: { outcome: string }[] }>(`${url}/api/jobs/${job}/runs?limit=200`);
  return runs.filter(({ outcome }) => outcome !== "running").length;
}

async function untilRun(url: string, runs: number) {
  const limitMs = performance.now() + 60_000;
  while ((await countRuns(url)) < runs) {
    if (performance.now() > limitMs) throw new Error(`fewer than ${runs} runs of the job in a minute`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function figuresOf(arrivals: readonly Arrival[], pushes: readonly Push[]): Figure[] {
  const heard = new Map(arrivals.map(({ feed, seq, atUs }) => [`${feed} ${seq}`, atUs]));
  const runs = new Map<string, Told>();
  for (const push of pushes.filter(({ feed, seq }) => feed === event && heard.has(`${event} ${seq}`))) {
    const run = push.seq.slice(0, push.seq.indexOf("-"));
    const told = runs.get(run) ?? { pushes: [], fromUs: push.atUs };
    told.pushes.push(push);
    runs.set(run, told);
  }
  const all = [...runs.values()];
  const alone = all.filter((told) => told.pushes.length <= hardlyMore);
  const burst = all.filter((told) => told.pushes.length >= together);
  const arrivedUs = ({ seq }: Push) => heard.get(`${event} ${seq}`) ?? [];
  const delaysMs = ({ pushes, fromUs }: Told) =>
    pushes.flatMap((push) => arrivedUs(push).map((one) => (one - fromUs) / 1_000));
  const told = all.flatMap((one) => one.pushes);
  const missing = told.reduce((sum, push) => sum + watchers - arrivedUs(push).length, 0);
  /** Of each run, and then their median: a neighbour who slows the machine for a moment spoils a run or two of sixteen. */
  const late = (name: string, some: Told[], atMost: number): Figure => {
    const p99s = some.map((told) => percentile(delaysMs(told), 0.99));
    const halves = some.map((told) => percentile(delaysMs(told), 0.5));
    return {
      name: `${name} in a thousand browsers, 99 of 100`,
      measured: median(p99s),
      unit: "ms after the first was handed to Socket.IO",
      limit: { atMost },
      detail: `half within ${median(halves).toFixed(1)} ms; ${watchers} browsers; by run ${p99s.map(Math.round).join(", ")}`,
    };
  };
  return [
    late("alert of a vendor", alone, 60),
    late(`${together} alerts at once`, burst, 150),
    { name: "alerts that a browser missed", measured: missing, unit: "of all", limit: { atMost: 0 } },
    {
      name: "encodings of one alert for a thousand browsers",
      measured: Math.max(...told.map(({ encoded }) => encoded)),
      unit: "times",
      limit: { atMost: 1 },
    },
  ];
}
