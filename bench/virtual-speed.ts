// How fast an hour of traffic passes on the virtual clock, with everything recorded to files.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, median } from "./figures.ts";

const rounds = 3;
const minutes = 60;
const project = join(import.meta.dirname, "..");

export async function benchVirtualSpeed(): Promise<Figure[]> {
  const runs = Array.from({ length: rounds }, simulate);
  const rates = runs.map(({ spansPerSecond }) => spansPerSecond);
  const hours = runs.map(({ secondsPerSecond }) => secondsPerSecond);
  return [
    {
      name: "virtual clock, spans a second",
      measured: median(rates),
      unit: "spans/s",
      limit: { atLeast: 30_000 },
      detail: `an hour of 3 requests a second; by run ${rates.join(", ")}; ${median(hours)} times as fast as the clock on the wall`,
    },
  ];
}

function simulate() {
  const folder = mkdtempSync(join(tmpdir(), "faultmart-run-"));
  try {
    const flags = ["--seed", "bench", "--minutes", String(minutes), "--out", join(folder, "run")];
    const said = execFileSync("npm", ["run", "--silent", "simulate", "--", ...flags], {
      cwd: project,
      encoding: "utf8",
    });
    const [, spans = "", seconds = ""] = /([\d,]+) spans\/s, ([\d,]+) virtual/.exec(said) ?? [];
    const number = (text: string) => Number(text.replaceAll(",", ""));
    return { spansPerSecond: number(spans), secondsPerSecond: number(seconds) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
