// No silent gap: browsers follow the board while vendors come and go, and their connections are torn again and again. In the
// end each has what the server has. Who stops reading is cut before the server keeps more for them than a megabyte.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { send } from "#lib/runtime/testing/send.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { vendorCodes } from "#lib/vendors/simulated/create-vendors.ts";
import { stopReading } from "./deaf-reader.ts";
import { type FeedClient, type FeedCounts, followFeed } from "./feed-client.ts";
import type { Verdict } from "./verdict.ts";

type Options = {
  clients: number;
  drops: number;
  restarts: number;
  /** Of the board, while connections are torn. */
  leastChanges: number;
  say?(line: string): void;
};
type Drill = Options & {
  server: RunningServer;
  clients: number;
  followers: FeedClient[];
  counts: Record<string, number>;
  failures: string[];
};

const vendors = 60;
const brokenAtOnce = 4;
const longestWaitMs = 180_000;
const never = "86400";
const job = "vendor-status";

export async function drillSockets(options: Options): Promise<Verdict> {
  const { clients, restarts, say = () => undefined } = options;
  const port = await findFreePort();
  const drill: Drill = {
    ...options,
    server: await start(port),
    followers: [],
    counts: { drops: 0, restarts: 0, "changes of the board": 0, "readers cut": 0 },
    failures: [],
  };
  try {
    drill.followers = Array.from({ length: clients }, () => followFeed(drill.server.url, "alerts"));
    await until("all who follow", async () => drill.followers.every((one) => one.state()));
    const stopping = new AbortController();
    const changing = changeBoard(drill, stopping.signal);
    const tearing = Promise.all(drill.followers.map((client) => tear(drill, client)));
    for (let nth = 0; nth < restarts; nth += 1) await restart(drill, port);
    await tearing;
    // What was amiss before is mended by the last snapshot; from here on everybody lives by deltas alone.
    const before = drill.counts["changes of the board"] ?? 0;
    const more = Math.ceil(drill.leastChanges / 2);
    const isEnough = async () => (drill.counts["changes of the board"] ?? 0) >= before + more;
    await until("more changes of the board", isEnough);
    stopping.abort();
    await changing;
    say(`${drill.counts.drops} drops, ${drill.counts["changes of the board"]} changes`);
    await compare(drill);
    await cutReader(drill);
    return verdictOf(drill);
  } finally {
    for (const client of drill.followers) client.close();
    await drill.server.stop();
  }
}

function verdictOf({ clients, drops, restarts, leastChanges, followers, counts, failures }: Drill): Verdict {
  const sum = (of: keyof FeedCounts) => followers.reduce((all, { told }) => all + told[of], 0);
  counts["snapshots given"] = sum("snapshots");
  counts["deltas applied"] = sum("applied");
  counts["deltas missed, and found missing"] = sum("missed");
  counts["met another run of the server"] = sum("epochs");
  if (sum("silentGaps") > 0) failures.push(`${sum("silentGaps")} deltas were applied over a gap`);
  const must = {
    drops: clients * drops,
    "changes of the board": leastChanges,
    "deltas applied": clients,
    "deltas missed, and found missing": clients,
    "readers cut": 1,
    ...(restarts > 0 ? { restarts, "met another run of the server": clients } : {}),
  };
  return { drill: `sockets, ${clients} clients`, counts, must, failures };
}

function start(port: number, stateDir?: string): Promise<RunningServer> {
  const env = {
    PORT: String(port),
    SIMULATED_VENDORS: String(vendors),
    DISCOUNT_STOCK_JOB_INTERVAL: never,
    VENDOR_STATUS_JOB_INTERVAL: never,
    VENDOR_PRODUCT_STATUS_JOB_INTERVAL: never,
    SIMULATION_SPEED: "0",
    CHECK_REPLIES: "off",
  };
  return startServer(stateDir === undefined ? { env } : { env, stateDir });
}

/** Some vendors go offline, some come back, again and again. */
async function changeBoard(drill: Drill, stopping: AbortSignal): Promise<void> {
  const codes = vendorCodes(vendors);
  const post = (path: string, body: object) =>
    send(drill.server.url, {
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  for (let nth = 0; !stopping.aborted; nth += 1) {
    try {
      if (nth % 3 === 0) await send(drill.server.url, { method: "DELETE", path: "/api/faults" });
      for (let one = 0; one < brokenAtOnce; one += 1) {
        const target = `vendor:${codes[(nth * brokenAtOnce + one) % vendors]}`;
        await post("/api/faults", { kind: "vendor-offline", target, durationSeconds: 3_600 });
      }
      const run = await post(`/api/jobs/${job}/runs`, {});
      if (run.json().queued === true) add(drill.counts, "changes of the board");
    } catch {
      // The server is being restarted.
    }
    await sleep(150);
  }
}

async function tear(drill: Drill, client: FeedClient): Promise<void> {
  const enough = () => (drill.counts["changes of the board"] ?? 0) >= drill.leastChanges;
  for (let nth = 0; nth < drill.drops || !enough(); nth += 1) {
    await until("one who follows again", async () => client.state() !== undefined);
    await sleep(Math.random() * 600);
    const unreadMs = nth % 4 === 3 ? Math.random() * 1_000 : 0;
    if (await client.drop(unreadMs)) add(drill.counts, "drops");
    // It had lost its connection otherwise; this was none of ours.
    else nth -= 1;
  }
}

async function restart(drill: Drill, port: number): Promise<void> {
  await sleep(2_000);
  const { stateDir } = drill.server;
  await drill.server.kill();
  drill.server = await start(port, stateDir);
  add(drill.counts, "restarts");
}

/** With what somebody is told who comes new, and with what the API answers. */
async function compare({ server, followers, failures }: Drill): Promise<void> {
  const fresh = followFeed(server.url, "alerts");
  const isSame = (client: FeedClient) => {
    const [theirs, own] = [client.state(), fresh.state()];
    return (
      theirs !== undefined && theirs.epoch === own?.epoch && isDeepStrictEqual(theirs.entries, own.entries)
    );
  };
  try {
    await until("everybody to have the same", async () => followers.every(isSame)).catch(() => undefined);
    const others = followers.filter((client) => !isSame(client));
    if (others.length > 0)
      failures.push(`${others.length} clients ended with another state than the server's`);
    const entries = Object.values(fresh.state()?.entries ?? {}) as { id: string; state: string }[];
    const open = entries.filter(({ state }) => state !== "resolved").map(({ id }) => id);
    const { alerts } = (await send(server.url, { path: "/api/alerts?limit=500" })).json() as {
      alerts: { id: string }[];
    };
    const answered = alerts.map(({ id }) => id);
    if (!isDeepStrictEqual(open.sort(), answered.sort()))
      failures.push(`the feed has ${open.length} open alerts, the API ${answered.length}`);
  } finally {
    fresh.close();
  }
}

async function cutReader({ server, counts, failures }: Drill): Promise<void> {
  const wasCut = () => server.stdout().includes('"does not read"');
  const bytes = await stopReading(server.url, wasCut);
  if (bytes === undefined) return void failures.push("who stopped reading was never cut");
  counts["readers cut"] = 1;
  counts["bytes that were on their way to it"] = bytes;
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const lastMs = performance.now() + longestWaitMs;
  while (!(await holds())) {
    if (performance.now() > lastMs) throw new Error(`The drill waited in vain for ${what}.`);
    await sleep(20);
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
