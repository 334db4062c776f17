// How many spans and log lines a second a server takes into its warehouse and its log file, recorded through the same door
// as everything else, while its live feeds keep their pace and nothing is dropped.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FeedSnapshot } from "#lib/contract/live.ts";
import { ProcessHealth } from "#lib/contract/process-health.ts";
import { startServer } from "#lib/runtime/testing/start-server.ts";
import { ask, startProcess, stopProcess } from "./ask-process.ts";
import type { Figure } from "./figures.ts";
import type { Note } from "./ingest/record-steadily.ts";
import type { WatchOrder, WatchResult } from "./watcher-process.ts";

const perSecond = 52_000;
const seconds = 30;
/** Until the first browsers have joined. */
const afterMs = 4_000;
/** It has news at every tick of its own, four times a second, while there are shoppers. */
const feed = "services";

export async function benchIngest(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-ingest-"));
  const notes = join(folder, "notes");
  const preload = `--import=${join(import.meta.dirname, "ingest/record-steadily.ts")}`;
  const server = await startServer({
    env: {
      CHECK_REPLIES: "off",
      LOG_STDOUT: "off",
      SIMULATION_SPEED: "6",
      NODE_OPTIONS: preload,
      INGEST_NOTES: notes,
      INGEST_PER_SECOND: String(perSecond),
      INGEST_AFTER_MS: String(afterMs),
    },
  });
  const browsers = startProcess("watcher-process.ts");
  try {
    const order = (one: WatchOrder) => ask<WatchResult>(browsers, one);
    await order({ kind: "join", url: server.url, watchers: 1, feeds: [feed] });
    const { arrivals } = await order({ kind: "count", seconds: seconds + afterMs / 1_000 });
    const answer = await fetch(`${server.url}/api/process-health`);
    const health = ProcessHealth.parse(FeedSnapshot.parse(await answer.json()).entries);
    return figuresOf(readNotes(notes), arrivals, health);
  } finally {
    await Promise.all([server.stop(), stopProcess(browsers)]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const readNotes = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Note);

function figuresOf(notes: Note[], arrivals: WatchResult["arrivals"], health: ProcessHealth): Figure[] {
  const [first, last] = [notes[0], notes.at(-1)];
  const lastedSeconds = ((last?.atMs ?? 0) - (first?.atMs ?? 0)) / 1_000;
  const recorded = (last?.recorded ?? 0) - (first?.recorded ?? 0);
  const times = arrivals.flatMap(({ atUs }) => atUs);
  const watchedSeconds = (Math.max(...times) - Math.min(...times)) / 1e6;
  const { telemetry, memory, losses } = health;
  return [
    {
      name: "spans and log lines taken into the warehouse",
      measured: recorded / lastedSeconds,
      unit: "a second",
      limit: { atLeast: 50_000 },
      detail: `for ${lastedSeconds.toFixed(0)} s; ${telemetry.warehouseRows} rows kept, ${Math.round(memory.residentBytes / 2 ** 20)} MB resident`,
    },
    {
      name: "signals dropped meanwhile",
      measured: telemetry.dropped,
      unit: "signals",
      limit: { atMost: 0 },
      detail: losses.map(({ sink, signal, amount }) => `${amount} ${signal} at ${sink}`).join(", "),
    },
    {
      name: "deltas of the live mesh meanwhile",
      measured: (times.length - 1) / watchedSeconds,
      unit: "a second",
      limit: { atLeast: 3.8 },
    },
  ];
}
