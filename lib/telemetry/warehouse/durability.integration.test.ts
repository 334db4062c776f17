import { spawn } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "#lib/kernel/errors.ts";
import { startTelemetry } from "../testing/telemetry-under-test.ts";
import { openDatabase, storage } from "./open-database.ts";

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
    ["damaged in its log", () => damageLog()],
  ])("is moved aside when it is %s, and a new one begun with a warning", async (_, spoil) => {
    await spoil();
    const started = await startTelemetry({ directory });
    const { telemetry } = started;
    telemetry.service("shop").log.info("new");
    await telemetry.flush();
    const kept = await telemetry.history.findLogs({ limit: 100 });
    expect(kept.map(({ message }) => message)).toContain("new");
    expect(kept.map(({ message }) => message)).not.toContain("old");
    const aside = (await readdir(join(directory, "data"))).filter((name) => /unreadable-.*Z$/.test(name));
    expect(aside).toHaveLength(1);
    expect(started.lines()).toContainEqual(
      expect.objectContaining({
        level: "WARNING",
        message: expect.stringContaining("moved aside"),
        attributes: expect.objectContaining({ moved_to: join(directory, "data", aside[0] ?? "") }),
      }),
    );
    await telemetry.close();
  });

  it.each([
    ["may not be opened", () => symlink(file, file), "Remove the cause"],
    ["was written by a newer DuckDB", () => setStorageVersion(999n), "Start the version that wrote it"],
  ])("stays where it is when it %s, and the start is refused with advice", async (_, hinder, advice) => {
    await hinder();
    const files = await contentsOf(join(directory, "data"));
    for (let start = 0; start < 3; start += 1) {
      await expect(startTelemetry({ directory })).rejects.toMatchObject({
        code: "unavailable",
        message: expect.stringMatching(
          new RegExp(`^The telemetry file ${file} cannot be used .*${advice}, move .*$`),
        ),
      });
    }
    expect(await contentsOf(join(directory, "data"))).toEqual(files);
  });

  it("keeps what it has when there is too little memory to open it", async () => {
    const flushed = await (await record(500)).kill();
    const asides: string[] = [];
    const opening = openDatabase({
      path: file,
      memoryMb: 1,
      checkpointMb: 4,
      nowMs: Date.now,
      onSetAside: (asidePath) => asides.push(asidePath),
    });
    await expect(opening).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("Raise WAREHOUSE_MEMORY_MB, move"),
    });
    expect(asides).toEqual([]);
    const { telemetry } = await startTelemetry({ directory });
    expect((await telemetry.history.countRows()).logs).toBeGreaterThanOrEqual(flushed);
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

  it.each([
    ["block size", "BLOCK_SIZE 262144", "CREATE TABLE older.spans (id BIGINT)"],
    ["place for its tables", storage, "CREATE TABLE older.spans (id BIGINT)"],
    [
      "set of columns",
      storage,
      "CREATE SCHEMA older.segment_00000001; CREATE TABLE older.segment_00000001.spans (id BIGINT)",
    ],
  ])("is moved aside when an older version chose another %s", async (_, options, layout) => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`ATTACH '${file}' AS older (${options})`);
    await connection.run(layout);
    connection.closeSync();
    instance.closeSync();
    const { telemetry } = await startTelemetry({ directory });
    expect(await telemetry.history.countRows()).toMatchObject({ spans: 0 });
    expect((await openFiles()).filter((path) => path.includes("unreadable"))).toEqual([]);
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

/** One byte of what was written last, as a failing disk might return it. */
async function damageLog() {
  await (await record(500)).kill();
  const log = await readFile(`${file}.wal`);
  const at = Math.floor(log.length / 2);
  await writeFile(`${file}.wal`, Buffer.from(log).fill(0x55, at, at + 50));
}

/** The header's first eight bytes are DuckDB's checksum of the rest of its block: numbers, each multiplied, xored. */
async function setStorageVersion(version: bigint) {
  await writeSomeTelemetry(100);
  const content = await readFile(file);
  content.writeBigUInt64LE(version, 12);
  let checksum = 5381n;
  for (let at = 8; at < 4_096; at += 8)
    checksum ^= BigInt.asUintN(64, content.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  content.writeBigUInt64LE(checksum, 0);
  await writeFile(file, content);
}

/** What this process has open, where the system tells. */
async function openFiles(): Promise<string[]> {
  const descriptors = await readdir("/proc/self/fd").catch(() => []);
  return Promise.all(descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
}

/** Names with what is in the files; a link to itself has nothing in it. */
async function contentsOf(path: string): Promise<Record<string, string>> {
  const found = (await readdir(path)).toSorted().filter((name) => !name.endsWith(".tmp"));
  const entries = found.map(async (name) => [
    name,
    await readFile(join(path, name), "hex").catch((error: NodeJS.ErrnoException) => error.code),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
