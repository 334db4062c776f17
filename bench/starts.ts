// From nothing to serving, from a built checkout to serving, and what it occupies when left alone.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Figure, median } from "./figures.ts";
import { npmStart } from "./npm-start.ts";
import { treeMemory } from "./process-tree.ts";

const project = join(import.meta.dirname, "..");

/** The committed state in a new folder: what a stranger gets. The npm cache is what this machine has. */
export async function benchFreshClone(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-clone-"));
  try {
    execFileSync("git", ["clone", "--quiet", project, join(folder, "faultmart")]);
    const server = await npmStart(join(folder, "faultmart"), 600_000);
    await server.stop();
    return [
      {
        name: "fresh clone to serving",
        measured: server.secondsToServing,
        unit: "s",
        limit: { atMost: 120 },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function benchSecondStart(): Promise<Figure[]> {
  const state = mkdtempSync(join(tmpdir(), "faultmart-bench-"));
  const seconds: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const server = await npmStart(project, 300_000, state);
    await server.stop();
    // The first one builds, migrates and stocks.
    if (round > 0) seconds.push(server.secondsToServing);
  }
  rmSync(state, { recursive: true, force: true });
  const detail = `from npm start to the first page, five starts: ${seconds.map((one) => one.toFixed(2)).join(", ")}`;
  return [
    { name: "second start to serving", measured: median(seconds), unit: "s", limit: { atMost: 3 }, detail },
  ];
}

export async function benchIdleMemory(minutes: number): Promise<Figure[]> {
  const server = await npmStart(project, 300_000);
  try {
    await wait(minutes * 60_000);
    const memory = treeMemory(server.pid);
    const detail = `after ${minutes} minutes: ${memory.processes.join(", ")}; proportional share ${Math.round(memory.proportionalMb)} MB`;
    return [
      {
        name: "resident memory of the process tree",
        measured: memory.residentMb,
        unit: "MB",
        limit: { atMost: 450 },
        detail,
      },
    ];
  } finally {
    await server.stop();
  }
}
