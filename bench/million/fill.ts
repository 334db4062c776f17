// A warehouse with a million spans and a million log lines of the last six hours, recorded through the same door as
// everything else. It takes a minute or two, so it is kept between runs for as long as what makes it stays the same.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { loadConfig } from "#lib/config/load.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { keyedRandom, type Random } from "#lib/kernel/random.ts";
import { createTelemetry } from "#lib/telemetry/create.ts";
import type { StoredCounts } from "#lib/telemetry/types.ts";
import { createTraffic, readingMs } from "./record-metrics.ts";
import { type Recorder, recordVisit } from "./record-visit.ts";
import { shapes } from "./shapes.ts";

const million = 1_000_000;
const hourMs = 3_600_000;
const spreadMs = 6 * hourMs;
const metricsMs = hourMs;

/** What was recorded, and when: every question of a benchmark lies in that time. */
export type Filled = { directory: string; fromMs: number; toMs: number; stored: StoredCounts };

/** So that neither age nor size makes it forget any of it. */
export const millionSettings = { WAREHOUSE_RETENTION_HOURS: "2160" };

export async function fillWarehouse(say: (line: string) => void): Promise<Filled> {
  const directory = join(tmpdir(), `faultmart-million-${await hashOfMakers()}`);
  const note = join(directory, "filled.json");
  if (existsSync(note)) return JSON.parse(await readFile(note, "utf8"));
  const unfinished = `${directory}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    const filled = { ...(await fill(unfinished, say)), directory };
    await writeFile(join(unfinished, "filled.json"), JSON.stringify(filled));
    await rename(unfinished, directory);
    return filled;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function hashOfMakers(): Promise<string> {
  const hash = createHash("sha256");
  const kept = join(import.meta.dirname, "../../lib/telemetry/warehouse");
  const makers: [folder: string, which: RegExp][] = [
    [import.meta.dirname, /^(fill|messages|shapes|record-.*)\.ts$/],
    [kept, /^((exemplar-|point-)?rows|tables)\.ts$/],
  ];
  for (const [folder, which] of makers) {
    const files = (await readdir(folder)).filter((name) => which.test(name));
    for (const file of files.toSorted()) hash.update(await readFile(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

async function fill(directory: string, say: (line: string) => void) {
  const startedMs = performance.now();
  const toMs = Date.now();
  const fromMs = toMs - spreadMs;
  let atMs = fromMs;
  const telemetry = await createTelemetry({
    config: loadConfig({
      DATA_DIR: directory,
      LOG_DIR: join(directory, "logs"),
      LOG_STDOUT: "off",
      ...millionSettings,
    }),
    clock: { ...wallClock, nowMs: () => atMs },
    instanceId: "bench",
    version: "0",
    stdout: discard(),
  });
  const setTime = (nowMs: number) => {
    atMs = nowMs;
  };
  const recorder = {
    telemetry,
    random: keyedRandom("million"),
    setTime,
    counted: { spans: 0, logs: 0, traces: 0 },
  };
  await recordAll(recorder, fromMs);
  await telemetry.flush();
  const stored = await telemetry.history.countRows();
  const { dropped, warehouse } = telemetry.stats();
  await telemetry.close();
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  say(
    `filled with ${recorder.counted.traces} traces, ${JSON.stringify(stored)} in ${seconds} s, ${Math.round(warehouse.bytes / 2 ** 20)} MB`,
  );
  if (stored.spans < million || stored.logs < million)
    throw new Error(`The warehouse keeps only ${JSON.stringify(stored)}; dropped ${JSON.stringify(dropped)}`);
  return { fromMs, toMs, stored };
}

async function recordAll(recorder: Recorder, fromMs: number): Promise<void> {
  const { telemetry, random, counted } = recorder;
  const traffic = createTraffic(telemetry, keyedRandom("million", "metrics"));
  let nextReadingMs = fromMs + spreadMs - metricsMs;
  while (counted.spans < million) {
    const startMs = fromMs + (counted.spans / million) * spreadMs;
    if (startMs >= nextReadingMs) {
      recorder.setTime(nextReadingMs);
      traffic();
      await telemetry.sample();
      nextReadingMs += readingMs;
    }
    recordVisit(recorder, pickShape(random).root, startMs);
    await telemetry.settle();
  }
}

function pickShape(random: Random) {
  let rest = random.next() * shapes.reduce((sum, { weight }) => sum + weight, 0);
  const [first, ...others] = shapes;
  if (!first) throw new Error("There are no shapes");
  for (const shape of others) {
    if (rest < shape.weight) return shape;
    rest -= shape.weight;
  }
  return first;
}

function discard(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
