// A tick of a job has one effect, though three processes share it and whoever runs it is killed, or stopped and let go on
// when another has long taken over.
import { setTimeout as sleep } from "node:timers/promises";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { type EffectWitness, judgeRuns, startWitness } from "./effect-witness.ts";
import { type SlowMetabase, startSlowMetabase } from "./slow-metabase.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  kills: number;
  stops: number;
  /** Runs that end well, at least. */
  leastTicks: number;
  databaseUrl: string;
  say?(line: string): void;
};
type Drill = Options & {
  metabase: SlowMetabase;
  witness: EffectWitness;
  /** By whom they log in as. */
  servers: Map<string, RunningServer>;
  counts: Record<string, number>;
};

const processes = 3;
const vendors = 200;
const job = "vendor-status";
/** A lost process is noticed after some fifteen seconds; a machine that is busy takes its time. */
const longestWaitMs = 180_000;

export async function drillJobs(options: Options): Promise<Verdict> {
  const { kills, stops, leastTicks, databaseUrl, say = () => undefined } = options;
  const opened = new AsyncDisposableStack();
  try {
    const metabase = await startSlowMetabase(vendors);
    opened.defer(() => metabase.close());
    const servers = new Map<string, RunningServer>();
    opened.defer(async () => void (await Promise.all([...servers.values()].map(end))));
    const first = "server-1";
    servers.set(first, await start(databaseUrl, metabase, first));
    const witness = await startWitness(databaseUrl);
    opened.defer(() => witness.close());
    const others = Array.from({ length: processes - 1 }, (_, nth) => `server-${nth + 2}`);
    await Promise.all(
      others.map(async (name) => void servers.set(name, await start(databaseUrl, metabase, name))),
    );
    const counts = { kills: 0, "killed in the middle of a run": 0, stops: 0, "came back too late": 0 };
    const drill: Drill = { ...options, metabase, witness, servers, counts };
    for (let nth = 0; nth < Math.max(kills, stops); nth += 1) {
      if (nth < kills) await killOne(drill, nth % 2 === 1);
      if (nth < stops) await stopOne(drill);
      say(`${drill.counts.kills} kills, ${drill.counts.stops} stops, ${metabase.answered()} answers`);
    }
    const enough = async () => (await witness.read()).ends.length >= leastTicks;
    await until("so many runs that ended well", enough);
    return await judge(drill);
  } finally {
    await opened.disposeAsync();
  }
}

async function judge({ witness, counts, kills, stops, leastTicks }: Drill): Promise<Verdict> {
  const seen = await witness.read();
  counts["ticks with an effect"] = seen.ends.length;
  counts["processes that ran one"] = seen.runners;
  counts["runs taken over"] = seen.takenOver;
  const must = {
    "ticks with an effect": leastTicks,
    "processes that ran one": 2,
    "runs taken over": Math.ceil((kills + stops) / 2),
    "killed in the middle of a run": Math.ceil(kills / 2),
    "came back too late": stops,
  };
  return { drill: `jobs, ${processes} processes on PostgreSQL`, counts, must, failures: judgeRuns(seen) };
}

function start(databaseUrl: string, metabase: SlowMetabase, name: string): Promise<RunningServer> {
  return startServer({
    env: {
      DATABASE_URL: databaseUrl,
      METABASE_URL: metabase.url,
      METABASE_USERNAME: name,
      METABASE_PASSWORD: "drill",
      METABASE_TIMEOUT_SECONDS: "55",
      VENDOR_STATUS_JOB_INTERVAL: "1",
      DISCOUNT_STOCK_JOB_INTERVAL: "86400",
      VENDOR_PRODUCT_STATUS_JOB_INTERVAL: "86400",
      SIMULATION_SPEED: "0",
      CHECK_REPLIES: "off",
      LOG_STDOUT: "off",
    },
  });
}

/** Whoever is held up while it asks: it is at work on a run. */
async function holdOne({ metabase }: Drill): Promise<string> {
  metabase.hold();
  await until("somebody who asks", async () => metabase.waiting().length > 0);
  return metabase.waiting()[0] ?? "";
}

/** In the middle of asking, or somewhere in the middle of storing what was answered. */
async function killOne(drill: Drill, whileStoring: boolean): Promise<void> {
  const { metabase, servers, counts, databaseUrl } = drill;
  const name = await holdOne(drill);
  const before = metabase.answered();
  if (whileStoring) {
    metabase.release();
    await sleep(Math.random() * 60);
  } else add(counts, "killed in the middle of a run");
  await servers.get(name)?.kill();
  add(counts, "kills");
  metabase.release();
  await until("another who asks", async () => metabase.answered() > before + 1);
  await servers.get(name)?.stop();
  servers.set(name, await start(databaseUrl, metabase, name));
}

async function stopOne(drill: Drill): Promise<void> {
  const { metabase, servers, witness, counts } = drill;
  const name = await holdOne(drill);
  const server = servers.get(name);
  if (!server) throw new Error(`Nobody is called ${name}`);
  const [ended, late] = [(await witness.read()).ends.length, await lateRuns(server)];
  server.process.kill("SIGSTOP");
  add(counts, "stops");
  // It is answered as well, and reads that when it goes on.
  metabase.release();
  try {
    await until("another who took over", async () => (await witness.read()).ends.length > ended);
  } finally {
    server.process.kill("SIGCONT");
  }
  await until("the one who comes back", async () => (await lateRuns(server)) > late);
  add(counts, "came back too late");
}

/** Runs of that process that came to nothing, as it counts them itself. */
async function lateRuns({ url }: RunningServer): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("job_runs_total{") && line.includes(job));
  return lines
    .filter((line) => line.includes('"superseded"') || line.includes('"failed"'))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const lastMs = performance.now() + longestWaitMs;
  while (!(await holds())) {
    if (performance.now() > lastMs) throw new Error(`The drill waited in vain for ${what}.`);
    await sleep(50);
  }
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** One that stands still does not hear that it should end. */
async function end(server: RunningServer): Promise<void> {
  server.process.kill("SIGCONT");
  await server.stop();
}
