import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileSink } from "./file-sink.ts";
import type { LineOutput } from "./stdout-sink.ts";

let directory: string;
let live: string;
let sinks: LineOutput[] = [];
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), "faultmart-logs-")), "logs");
  live = join(directory, "application.log");
});
afterEach(async () => {
  await Promise.all(sinks.map((sink) => sink.close(1_000)));
  sinks = [];
  await rm(join(directory, ".."), { recursive: true, force: true });
});

function start(options: { maxBytes?: number } = {}) {
  const watched = { dropped: 0, troubles: [] as unknown[], nowMs: 0 };
  const made = createFileSink({
    directory,
    maxBytes: options.maxBytes ?? 1_000_000,
    monotonicMs: () => watched.nowMs,
    onDropped: (lines) => {
      watched.dropped += lines;
    },
    onTrouble: (error) => watched.troubles.push(error),
  });
  sinks.push(made);
  const write = async (...lines: string[]) => {
    for (const line of lines) made.write(`${line}\n`);
    await made.flush(5_000);
  };
  return { watched, write };
}

const linesIn = async (path: string) => (await readFile(path, "utf8")).split("\n").filter(Boolean);

describe("the log file", () => {
  it("has every line in order, after those of an earlier process", async () => {
    await mkdir(directory);
    await writeFile(live, "earlier\n");
    const { write } = start();
    await write("one", "two");
    await write("three");
    expect(await readFile(live, "utf8")).toBe("earlier\none\ntwo\nthree\n");
  });

  it("keeps its name when it is full, with five old ones behind it and no line lost", async () => {
    const { write, watched } = start({ maxBytes: 1_000 });
    const line = (number: number) => `${String(number).padStart(4, "0")} ${"x".repeat(94)}`;
    for (let number = 0; number < 100; number += 1) await write(line(number));
    const names = (await readdir(directory)).toSorted();
    expect(names).toEqual(["application.log", ...[1, 2, 3, 4, 5].map((age) => `application.log.${age}`)]);
    const oldestFirst = [5, 4, 3, 2, 1].map((age) => `${live}.${age}`).concat(live);
    const kept = (await Promise.all(oldestFirst.map(linesIn))).flat();
    expect(kept).toEqual(Array.from({ length: 60 }, (_, index) => line(40 + index)));
    for (const path of oldestFirst) expect((await stat(path)).size).toBeLessThanOrEqual(1_000);
    expect(watched).toMatchObject({ dropped: 0, troubles: [] });
  });

  it("counts an existing file's size, so that restarts do not let it grow", async () => {
    await mkdir(directory);
    await writeFile(live, `${"x".repeat(995)}\n`);
    await start({ maxBytes: 1_000 }).write("new line");
    await start({ maxBytes: 1_000 }).write("newer line");
    expect(await linesIn(`${live}.1`)).toHaveLength(1);
    expect(await linesIn(live)).toEqual(["new line", "newer line"]);
  });

  it("comes back under its name when somebody moves or deletes it", async () => {
    const { write, watched } = start();
    await write("before");
    await rename(live, `${live}.moved`);
    watched.nowMs += 2_000;
    await write("after");
    expect(await linesIn(live)).toEqual(["after"]);
    expect(await linesIn(`${live}.moved`)).toEqual(["before"]);
    await rm(directory, { recursive: true });
    watched.nowMs += 2_000;
    await write("again");
    expect(await linesIn(live)).toEqual(["again"]);
  });

  it("mends a line that a crash tore", async () => {
    await mkdir(directory);
    await writeFile(live, '{"whole":1}\n{"torn":');
    await start().write('{"whole":2}');
    expect(await linesIn(live)).toEqual(['{"whole":1}', '{"torn":', '{"whole":2}']);
  });

  it("says once that it cannot be written, counts the lines, and goes on when it can", async () => {
    await writeFile(directory, "a file where the directory should be");
    const { write, watched } = start();
    await write("lost 1", "lost 2");
    await write("lost 3");
    watched.nowMs += 6_000;
    await write("lost 4");
    expect(watched.dropped).toBe(4);
    expect(watched.troubles).toMatchObject([{ code: "EEXIST" }]);
    await rm(directory);
    watched.nowMs += 6_000;
    await write("kept");
    expect(await linesIn(live)).toEqual(["kept"]);
    expect(watched.dropped).toBe(4);
  });

  it("drops and counts what comes faster than the disk takes it", async () => {
    const { write, watched } = start({ maxBytes: 100_000_000 });
    const long = "x".repeat(4_000_000);
    await write(...Array.from({ length: 10 }, () => long));
    expect(watched.dropped).toBe(5);
    expect(await linesIn(live)).toHaveLength(5);
  });
});
