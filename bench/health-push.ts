// How long a delta takes from the moment the server hands it to Socket.IO until a browser has it, for a thousand browsers
// that follow the mesh. Both moments are read from the machine's own clock.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { ask, startProcess, stopProcess } from "./ask-process.ts";
import { type Figure, percentile } from "./figures.ts";
import { pin } from "./pinning.ts";
import { sendJson } from "./server-state.ts";
import type { Arrival, WatchOrder, WatchResult } from "./watcher-process.ts";

const watchers = 1_000;
const feeds = ["services", "edges"];
const seconds = 12;
const requestsPerSecond = 20;

/** Later than this, nothing of a push is still on its way. */
const marginUs = 500_000;

type Push = { feed: string; seq: number; atUs: number; encoded: number };

export async function benchHealthPush(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-pushes-"));
  const notes = join(folder, "pushes");
  const preload = `--import=${join(import.meta.dirname, "note-pushes.ts")}`;
  const server = await startServer({
    env: { CHECK_REPLIES: "off", LOG_STDOUT: "off", NODE_OPTIONS: preload, PUSH_NOTES: notes },
  });
  const browsers = startProcess("watcher-process.ts");
  try {
    pin(server.process.pid ?? 0, 0);
    pin(browsers.pid ?? 0, 1);
    await sendJson("PATCH", `${server.url}/api/traffic`, { requestsPerSecond });
    const order = (one: WatchOrder) => ask<WatchResult>(browsers, one);
    const { joined } = await order({ kind: "join", url: server.url, watchers, feeds });
    if (joined !== watchers * feeds.length) throw new Error(`only ${joined} feeds were joined`);
    const { arrivals } = await order({ kind: "count", seconds });
    await server.stop();
    const pushes = readFileSync(notes, "utf8").trim().split("\n");
    return figuresOf(
      arrivals,
      pushes.map((line) => JSON.parse(line) as Push),
    );
  } finally {
    await Promise.all([server.stop(), stopProcess(browsers)]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(arrivals: readonly Arrival[], pushes: readonly Push[]): Figure[] {
  const heard = new Map(arrivals.map((one) => [`${one.feed} ${one.seq}`, one.atUs]));
  const [fromUs, untilUs] = [Math.min, Math.max].map((end) =>
    end(...arrivals.flatMap(({ atUs }) => atUs[0] ?? [])),
  );
  // What was pushed at either end may lie half outside of the time that was watched.
  const within = pushes.filter(
    ({ feed, atUs }) => feeds.includes(feed) && atUs > (fromUs ?? 0) && atUs < (untilUs ?? 0) - marginUs,
  );
  const told = within.map((push) => ({ ...push, arrivedUs: heard.get(`${push.feed} ${push.seq}`) ?? [] }));
  const delaysMs = told.flatMap(({ atUs, arrivedUs }) => arrivedUs.map((one) => (one - atUs) / 1_000));
  const missing = watchers * told.length - delaysMs.length;
  const perSecond = (told.length / feeds.length / ((untilUs ?? 0) - marginUs - (fromUs ?? 0))) * 1e6;
  return [
    {
      name: "delta in a thousand browsers, 99 of 100",
      measured: percentile(delaysMs, 0.99),
      unit: "ms after it was handed to Socket.IO",
      limit: { atMost: 50 },
      detail: `half within ${percentile(delaysMs, 0.5).toFixed(1)} ms; ${watchers} browsers, ${feeds.length} feeds, ${perSecond.toFixed(1)} deltas a second of each feed`,
    },
    {
      name: "deltas that a browser missed",
      measured: (missing / (watchers * told.length)) * 100,
      unit: "%",
      limit: { atMost: 0.1 },
    },
    {
      name: "encodings of one delta for a thousand browsers",
      measured: Math.max(...told.map(({ encoded }) => encoded)),
      unit: "times",
      limit: { atMost: 1 },
    },
  ];
}
