import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseLines } from "../testing/telemetry-under-test.ts";

const program = join(import.meta.dirname, "../testing/log-for-ever.ts");

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-stdout-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function start(durationMs: number) {
  const child = spawn(process.execPath, [program, directory, String(durationMs)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const said = text(child.stderr);
  const outcome = async () => {
    const [code] = await exited;
    expect(code).toBe(0);
    return JSON.parse(await said) as { lines: number; longestTurnMs: number; stdout: number };
  };
  return { child, outcome };
}

describe("stdout", () => {
  it("gets every line whole, in order, or counts it", async () => {
    const { child, outcome } = start(300);
    const lines = parseLines(await text(child.stdout)).filter(({ service }) => service === "shop");
    const { lines: written, stdout } = await outcome();
    const numbers = lines.map(({ attributes }) => (attributes as { number: number }).number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(lines.length + stdout).toBe(written);
    expect(written).toBeGreaterThan(100);
  });

  it("may be closed by its reader without ending the process or the log file", async () => {
    const { child, outcome } = start(1_000);
    await once(child.stdout, "data");
    child.stdout.destroy();
    const { lines, stdout } = await outcome();
    expect(stdout).toBeGreaterThan(0);
    expect(lines).toBeGreaterThan(stdout);
    const file = parseLines(await readFile(join(directory, "logs/application.log"), "utf8"));
    expect(file.at(-1)?.service).toBe("shop");
  });

  it("may be left unread without holding up the process", async () => {
    const { child, outcome } = start(1_500);
    child.stdout.pause();
    const { lines, stdout, longestTurnMs } = await outcome();
    expect(lines).toBeGreaterThan(stdout);
    // More than a pipe takes that nobody reads; a write that waited for a reader would never end.
    expect(stdout).toBeGreaterThan(0);
    expect(longestTurnMs).toBeLessThan(10_000);
  });
});
