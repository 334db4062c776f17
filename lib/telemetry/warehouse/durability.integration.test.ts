import { spawn } from "node:child_process";
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "#lib/kernel/errors.ts";
import { startTelemetry } from "../testing/telemetry-under-test.ts";

const recorder = join(import.meta.dirname, "../testing/record-until-killed.ts");

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-telemetry-"));
  file = join(directory, "data/telemetry.duckdb");
  await mkdir(join(directory, "data"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Starts a recorder and answers once it flushed so many log records. */
async function record(flushed: number) {
  const child = spawn(process.execPath, [recorder, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let last = 0;
  const reached = new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The recorder ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      last = Number(line);
      if (last >= flushed) resolve();
    });
  });
  await reached;
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
    return last;
  };
  return { pid: child.pid, kill };
}

async function writeSomeTelemetry(records: number) {
  const { telemetry } = await startTelemetry({ directory });
  for (let number = 0; number < records; number += 1) telemetry.service("shop").log.info("old", { number });
  await telemetry.close();
}

describe("the telemetry file", () => {
  it("has every flushed row after kill -9, and can be written again", async () => {
    for (const round of [1, 2, 3]) {
      const recorder = await record(500);
      const flushed = await recorder.kill();
      const { telemetry } = await startTelemetry({ directory });
      const { logs } = await telemetry.history.countRows();
      expect(logs, `round ${round}`).toBeGreaterThanOrEqual(flushed);
      await telemetry.close();
      expect((await readdir(join(directory, "data"))).filter((name) => name.includes("unreadable"))).toEqual(
        [],
      );
    }
  });

  it("is refused to a second process, which is told why", async () => {
    const holder = await record(100);
    await expect(startTelemetry({ directory })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`telemetry.duckdb is in use by process ${holder.pid};`),
    });
    await holder.kill();
  });

  it.each([
    ["garbage", () => writeFile(file, "not a database ".repeat(5_000))],
    ["empty", () => writeFile(file, "")],
    ["a directory", () => mkdir(file)],
    ["cut off in the middle", () => cutTo(0.5)],
    ["cut off after its header", () => cutTo(0.01)],
    ["damaged in its header", () => damage(4_096, 8_192)],
  ])("is moved aside when it is %s, and a new one begun with a warning", async (_, spoil) => {
    await spoil();
    const started = await startTelemetry({ directory });
    const { telemetry } = started;
    telemetry.service("shop").log.info("new");
    await telemetry.flush();
    const kept = await telemetry.history.findLogs({ limit: 100 });
    expect(kept.map(({ message }) => message)).toContain("new");
    expect(kept.map(({ message }) => message)).not.toContain("old");
    expect(started.lines()).toContainEqual(
      expect.objectContaining({ level: "WARNING", message: expect.stringContaining("moved aside") }),
    );
    expect(
      (await readdir(join(directory, "data"))).filter((name) => name.includes("unreadable")),
    ).toHaveLength(1);
    await telemetry.close();
  });

  it("is replaced at the latest after the first read that meets damage inside it", async () => {
    await writeSomeTelemetry(15_000);
    const sound = await readFile(file);
    const blockBytes = 16_384;
    let foundByReading = 0;
    for (let at = 12_288; at + blockBytes < sound.length; at += 3 * blockBytes) {
      await writeFile(file, Buffer.from(sound).fill(0x55, at, at + blockBytes));
      const { telemetry } = await startTelemetry({ directory });
      const outcome = await telemetry.history
        .findLogs({ limit: 15_000 })
        .catch((error: AppError) => error.code);
      if (outcome === "unavailable") foundByReading += 1;
      telemetry.service("shop").log.info("before the replacement");
      await telemetry.flush();
      telemetry.service("shop").log.info("new");
      await telemetry.flush();
      const [newest] = await telemetry.history.findLogs({ limit: 15_000 });
      expect(newest?.message).toBe("new");
      await telemetry.close();
    }
    expect(foundByReading).toBeGreaterThan(0);
  });

  it("does not fill the disk with files that were moved aside", async () => {
    for (const text of ["first", "second", "third", "fourth"]) {
      await writeFile(file, text);
      await writeFile(`${file}.wal`, text);
      const { telemetry } = await startTelemetry({ directory });
      await telemetry.close();
    }
    const aside = (await readdir(join(directory, "data"))).filter((name) => name.includes("unreadable"));
    const kept = await Promise.all(aside.map((name) => readFile(join(directory, "data", name), "utf8")));
    expect(kept).toEqual(["third", "third", "fourth", "fourth"]);
  });

  it("is moved aside when an older version laid its tables out differently", async () => {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE spans (id BIGINT)");
    connection.closeSync();
    instance.closeSync();
    const { telemetry } = await startTelemetry({ directory });
    expect(await telemetry.history.countRows()).toMatchObject({ spans: 0 });
    await telemetry.close();
  });
});

async function cutTo(share: number) {
  await writeSomeTelemetry(20_000);
  await truncate(file, Math.floor((await stat(file)).size * share));
}

async function damage(from: number, to: number) {
  await writeSomeTelemetry(20_000);
  const handle = await open(file, "r+");
  await handle.write(Buffer.alloc(to - from, 0x55), 0, to - from, from);
  await handle.close();
}
