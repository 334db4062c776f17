// A run on a virtual clock: hours of traffic in seconds, and the same seed and build give the same bytes.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/kernel/errors.ts";
import { shopperPatienceMs } from "#lib/services/topology.ts";
import type { StoredCounts } from "#lib/telemetry/types.ts";
import { toNewFault } from "./check-faults.ts";
import { type RecordedFile, type RunRecord, readRecordedFile, sumOf } from "./run-record.ts";
import type { VirtualPlan } from "./virtual-plan.ts";
import { openVirtualWorld, type VirtualWorld } from "./virtual-world.ts";

export type VirtualRunOptions = {
  plan: VirtualPlan;
  /** Where the files go; there must be none yet. */
  out: string;
  version: string;
  /** Told now and then how far it is, from 0 to 1. */
  onProgress?: (share: number) => void;
};

const startMs = Date.UTC(2026, 0, 1);
/** The resolution of metrics, as in a live process. */
const sampleIntervalMs = 10_000;
const judgeIntervalMs = 1_000;
const housekeepingIntervalMs = 600_000;
const fileNames = ["spans.ndjson", "logs.ndjson", "points.ndjson"];

export async function runVirtual(options: VirtualRunOptions): Promise<RunRecord> {
  const { plan, out, version } = options;
  const opened = new AsyncDisposableStack();
  let outcome: Outcome;
  try {
    outcome = await live(await openVirtualWorld(opened, { plan, startMs, out, version }), options);
  } finally {
    await opened.disposeAsync();
  }
  const files = await Promise.all(fileNames.map((name) => readRecordedFile(out, name)));
  refuseLosses(outcome, files);
  const [spans, logs, points] = files.map(({ lines }) => lines);
  const { sent: requests, failed: failures, skipped } = outcome.traffic;
  const record: RunRecord = {
    schema: "faultmart.run.v1",
    version,
    plan,
    start: new Date(startMs).toISOString(),
    end: new Date(outcome.endMs).toISOString(),
    counts: { requests, failures, skipped, spans: spans ?? 0, logs: logs ?? 0, points: points ?? 0 },
    files,
    sha256: sumOf(files),
  };
  await writeFile(join(out, "run.json"), `${JSON.stringify(record, null, 2)}\n`, { flag: "wx" });
  return record;
}

type Outcome = Awaited<ReturnType<typeof live>>;

async function live(world: VirtualWorld, { plan, onProgress }: VirtualRunOptions) {
  const { clock, telemetry, mesh, shoppers } = world;
  const endMs = startMs + plan.minutes * 60_000;
  const troubles: unknown[] = [];
  const watch = (work: Promise<void>) => void work.catch((error: unknown) => troubles.push(error));
  for (const fault of plan.faults) watch(armInTime(world, fault));
  watch(every(world, sampleIntervalMs, telemetry.sample));
  watch(every(world, judgeIntervalMs, () => mesh.judge()));
  watch(every(world, housekeepingIntervalMs, world.housekeeping));
  const holdUp = () => {
    if (troubles.length > 0) throw troubles[0];
    return telemetry.settle();
  };
  shoppers.start();
  await clock.run(endMs, {
    holdUp,
    onProgress: (nowMs) => onProgress?.((nowMs - startMs) / (endMs - startMs)),
  });
  // Nobody comes any more, and who is there leaves with an answer.
  shoppers.change({ paused: true });
  await clock.run(endMs + 2 * shopperPatienceMs, { holdUp });
  await telemetry.flush();
  const stored = await telemetry.history.countRows();
  return { endMs: clock.nowMs(), traffic: shoppers.traffic(), stored, dropped: telemetry.stats().dropped };
}

async function armInTime(
  { clock, faults }: VirtualWorld,
  fault: VirtualPlan["faults"][number],
): Promise<void> {
  await clock.sleep(fault.atSeconds * 1_000);
  faults.arm(toNewFault(fault));
}

async function every({ clock }: VirtualWorld, intervalMs: number, work: () => void | Promise<void>) {
  for (;;) {
    await clock.sleep(intervalMs);
    await work();
  }
}

/** A record with holes would pass for another run. */
function refuseLosses(
  { dropped, stored }: { dropped: Record<string, number>; stored: StoredCounts },
  files: RecordedFile[],
) {
  const lost = Object.entries(dropped).filter(([, amount]) => amount > 0);
  if (lost.length > 0) {
    const sinks = lost.map(([sink, amount]) => `${amount} at ${sink}`).join(", ");
    throw new AppError("unavailable", `The run lost telemetry: ${sinks}. Its files are not complete.`);
  }
  const kept = [stored.spans, stored.logs, stored.points];
  files.forEach(({ name, lines }, index) => {
    if (lines !== kept[index])
      throw new AppError(
        "unavailable",
        `${name} has ${lines} lines, but the warehouse has ${kept[index]} rows.`,
      );
  });
}
