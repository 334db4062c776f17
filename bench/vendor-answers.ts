// Ten thousand vendors and the three questions about them: from the rows of a source to what is committed of them, and how
// long everybody else in the process waits for their turn meanwhile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { applyVendorChanges } from "#lib/alerts/apply-vendor-changes.ts";
import { vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { migrateStore } from "#lib/store/migrate.ts";
import { openStore } from "#lib/store/open.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { startPostgres } from "#lib/store/testing/start-postgres.ts";
import type { Store } from "#lib/store/types.ts";
import { createSimulatedSource } from "#lib/vendors/simulated/create-source.ts";
import { storeAnswer } from "#lib/vendors/store-answer.ts";
import { type Figure, median, percentile } from "./figures.ts";

const vendors = 10_000;
const rounds = 7;
/** The first ones write what is new and warm up. */
const warmUpRounds = 2;
const intervalMs = 180_000;
const beatMs = 5;
/** By day in most cities, so that things change. */
const startMs = Date.parse("2026-11-21T11:00:00.000Z");
const silentLog = { info: () => undefined, exception: () => undefined };

export async function benchVendorAnswers(): Promise<Figure[]> {
  return [...(await onPglite()), ...(await onPostgres())];
}

async function onPglite(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "faultmart-bench-"));
  const store = await openStore({ dataDir, poolSize: 1, log: silentLog });
  try {
    return await measure(store, "PGlite");
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Without PostgreSQL's programs on this machine, there is nothing to measure. */
async function onPostgres(): Promise<Figure[]> {
  const postgres = await startPostgres().catch(() => undefined);
  if (!postgres) return [];
  try {
    const { url: databaseUrl } = await createDatabase(postgres.url);
    const store = await openStore({ databaseUrl, dataDir: tmpdir(), poolSize: 4, log: silentLog });
    try {
      return await measure(store, "PostgreSQL");
    } finally {
      await store.close();
    }
  } finally {
    await postgres.stop();
  }
}

async function measure(store: Store, where: string): Promise<Figure[]> {
  await migrateStore(store);
  const seconds: number[] = [];
  const lateMs: number[] = [];
  let rows = 0;
  let changed = 0;
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const pulse = takePulse();
    const began = performance.now();
    const taken = await askAll(store, startMs + round * intervalMs);
    const took = (performance.now() - began) / 1_000;
    const late = await pulse.stop();
    if (round < warmUpRounds) continue;
    seconds.push(took);
    lateMs.push(...late);
    rows = taken.rows;
    changed += taken.changed;
  }
  if (rows < vendors * 2 || changed === 0)
    throw new Error(`${rows} rows and ${changed} changes are no measurement`);
  const shown = seconds.map((one) => one.toFixed(2)).join(", ");
  return [
    {
      name: `${vendors} vendors, three questions, stored and judged on ${where}`,
      measured: median(seconds),
      unit: "s",
      limit: { atMost: 2 },
      detail: `${shown} s; ${rows} rows, ${Math.round(changed / rounds)} of them changed; others waited for the event loop p50 ${percentile(lateMs, 0.5).toFixed(1)}, p99 ${percentile(lateMs, 0.99).toFixed(1)} ms, at most ${Math.max(...lateMs).toFixed(0)} ms`,
    },
  ];
}

async function askAll(store: Store, nowMs: number): Promise<{ rows: number; changed: number }> {
  const source = createSimulatedSource({
    seed: "bench",
    count: vendors,
    clock: { nowMs: () => nowMs },
    conditions: { atVendor: () => undefined },
  });
  const { signal } = new AbortController();
  let rows = 0;
  let changed = 0;
  for (const question of vendorQuestions) {
    const answer = await source.ask(question, signal);
    const stored = await store.db.transaction(async (tx) => {
      const found = await storeAnswer(tx, { question, answer, nowMs });
      await applyVendorChanges(tx, { changes: found.changes, holding: found.holding, nowMs });
      return found;
    });
    rows += stored.rows;
    changed += stored.changes.length;
  }
  return { rows, changed };
}

/** How late a timer rings, over and over: what a request would have waited before anybody looked at it. */
function takePulse(): { stop(): Promise<number[]> } {
  const late: number[] = [];
  let isOver = false;
  const beating = (async () => {
    while (!isOver) {
      const began = performance.now();
      await sleep(beatMs);
      late.push(Math.max(0, performance.now() - began - beatMs));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await beating;
      return late;
    },
  };
}
