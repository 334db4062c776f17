import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-simulate-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const out = () => join(directory, "run");
const asked = ["--seed", "7", "--minutes", "1"];

function simulate(...flags: string[]): Promise<{ code: number; said: string; complained: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, "simulate.ts"), ...flags],
      (_, said, complained) => resolve({ code: child.exitCode ?? -1, said, complained }),
    );
  });
}

describe("npm run simulate", () => {
  test("prints counts, speed and the sum, and leaves a record beside the files", async () => {
    const { code, said, complained } = await simulate(...asked, "--out", out());
    expect(complained).toBe("");
    expect(code).toBe(0);
    expect(said).toMatch(/^\d+ requests, \d+ of them failed/);
    expect(said).toMatch(/[1-9]\d* spans, [1-9]\d* log lines, [1-9]\d* metric points/);
    expect(said).toMatch(/[1-9][\d,]* spans\/s, [1-9][\d,]* virtual seconds a second/);
    expect(said).toMatch(/sha256 [0-9a-f]{64}\n$/);
    expect(await readdir(out())).toEqual(
      expect.arrayContaining(["logs.ndjson", "points.ndjson", "run.json", "spans.ndjson"]),
    );
  });

  test.each([
    ["no directory", asked, "--out must name the directory"],
    ["an unknown flag", [...asked, "--sed", "7"], "Unknown option '--sed'"],
    ["a word too many", [...asked, "twice"], "Unexpected argument 'twice'"],
    ["no seed", ["--minutes", "1", "--out", "OUT"], "--seed must be 1 to 64 letters"],
    [
      "minutes that are no number",
      ["--seed", "7", "--minutes", "", "--out", "OUT"],
      "--minutes must be a number",
    ],
    ["half a service", [...asked, "--out", "OUT", "--services", "9.5"], "--services must be a whole number"],
    ["no traffic", [...asked, "--out", "OUT", "--rate", "0"], "--rate must be a number above 0"],
    [
      "an unknown place",
      [...asked, "--out", "OUT", "--fault", "outage db at 1 for 1"],
      "There is no service db",
    ],
    [
      "a fault after the end",
      [...asked, "--out", "OUT", "--fault", "outage db-service at 60 for 1"],
      "the run is over after 60 s",
    ],
  ])("refuses %s, says what is allowed, and leaves nothing behind", async (_, flags, what) => {
    const { code, said, complained } = await simulate(
      ...flags.map((flag) => (flag === "OUT" ? out() : flag)),
    );
    expect(complained).toContain(what);
    expect(complained).not.toMatch(/^\s+at /m);
    expect({ code, said }).toEqual({ code: 1, said: "" });
    expect(await readdir(directory)).toEqual([]);
  });

  test("does not touch a directory that has something in it", async () => {
    await writeFile(join(directory, "precious.txt"), "mine");
    const { code, complained } = await simulate(...asked, "--out", directory);
    expect(code).toBe(1);
    expect(complained).toContain("is not empty");
    expect(await readdir(directory)).toEqual(["precious.txt"]);
  });
});
