import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countRows } from "./count-rows.ts";
import { Keeper } from "./keeper.ts";
import type { Slice } from "./slice-batch.ts";
import { tableNames } from "./tables.ts";

const hourMs = 3_600_000;
const megabyte = 1024 * 1024;
const unreadableNow = { code: "unavailable", message: "The telemetry of the past cannot be read just now" };

let directory: string;
let keeper: Keeper;
let aheadMs: number;
let troubles: string[];
let readPatienceMs: number;
let queryLimitMs: number;
/** What `memoryMb` is read as. */
let readMemoryMb: () => number;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-keeper-"));
  aheadMs = 0;
  troubles = [];
  readMemoryMb = () => 64;
  readPatienceMs = 20_000;
  queryLimitMs = 60_000;
  keeper = await Keeper.open({
    path: join(directory, "telemetry.duckdb"),
    get memoryMb() {
      return readMemoryMb();
    },
    get readPatienceMs() {
      return readPatienceMs;
    },
    get queryLimitMs() {
      return queryLimitMs;
    },
    checkpointMb: 1,
    maxBytes: 16 * megabyte,
    sliceBytes: megabyte,
    retentionHours: 24,
    nowMs: () => Date.now() + aheadMs,
    monotonicMs: () => performance.now() + aheadMs,
    onTrouble: (what) => troubles.push(what),
    onSetAside: (asidePath) => troubles.push(asidePath),
  });
});
afterEach(async () => {
  await keeper.close();
  await rm(directory, { recursive: true });
});

async function storeLog(id: number) {
  const timeUs = BigInt(Math.round((Date.now() + aheadMs) * 1_000));
  const log = [BigInt(id), timeUs, "info", "shop", "shop", "kept", null, null, null, null, "{}"];
  const nothing = Object.fromEntries(tableNames.map((name) => [name, []])) as unknown as Slice;
  await keeper.store({ ...nothing, logs: [log] }, 100);
}

async function ask(reader: DuckDBConnection, question: string) {
  return (await reader.runAndReadAll(question)).getRows()[0]?.[0];
}

const countLogs = async () => (await keeper.read(countRows)).logs;
const memoryLimit = () => keeper.read((reader) => ask(reader, "SELECT current_setting('memory_limit')"));

describe("letting go of memory", () => {
  it("ends with the limit it began with", async () => {
    const before = await memoryLimit();
    await storeLog(1);
    aheadMs = hourMs;
    await keeper.tidy();
    expect(await memoryLimit()).toBe(before);
    expect(troubles).toEqual([]);
  });

  it("opens the file again when the limit cannot be restored, and a read meanwhile waits for that", async () => {
    const before = await memoryLimit();
    await storeLog(1);
    let reading: Promise<number> | undefined;
    readMemoryMb = () => {
      readMemoryMb = () => 64;
      reading = countLogs();
      return Number.NaN;
    };
    aheadMs = hourMs;
    await keeper.tidy();
    expect(troubles).toEqual(["The warehouse did not get its memory back; it is opened again"]);
    expect(await reading).toBe(1);
    expect(await memoryLimit()).toBe(before);
  });

  it("refuses reads in its own words while the file does not open either, and recovers with the next slice", async () => {
    await storeLog(1);
    let reading: Promise<unknown> | undefined;
    readMemoryMb = () => {
      reading ??= expect(countLogs()).rejects.toMatchObject(unreadableNow);
      return Number.NaN;
    };
    aheadMs = hourMs;
    await keeper.tidy();
    await reading;
    await expect(countLogs()).rejects.toMatchObject(unreadableNow);
    readMemoryMb = () => 64;
    await storeLog(2);
    expect(await countLogs()).toBe(2);
  });
});

describe("closing", () => {
  it("waits for a read that is under way, and refuses new ones meanwhile", async () => {
    await storeLog(1);
    const begun = Promise.withResolvers<void>();
    const reading = keeper.read(async (reader) => {
      begun.resolve();
      // Longer than closing takes by itself.
      await ask(reader, "SELECT sum(range % 7) FROM range(20000000)");
      return ask(reader, "SELECT count(*) FROM logs");
    });
    await begun.promise;
    const closed = keeper.close();
    await expect(countLogs()).rejects.toMatchObject(unreadableNow);
    expect(await reading).toBe(1n);
    await closed;
  });

  it("ends a read that would take for ever", async () => {
    const begun = Promise.withResolvers<void>();
    const reading = keeper.read((reader) => {
      begun.resolve();
      return ask(reader, "SELECT count(*) FROM range(1000000000) one, range(1000000000) other");
    });
    const refused = expect(reading).rejects.toMatchObject({
      ...unreadableNow,
      cause: expect.objectContaining({ message: expect.stringContaining("Interrupted") }),
    });
    await begun.promise;
    readPatienceMs = 100;
    await keeper.close();
    await refused;
  });

  it("is for good", async () => {
    await keeper.close();
    await expect(storeLog(1)).rejects.toThrow("The warehouse is closed");
    await expect(countLogs()).rejects.toMatchObject(unreadableNow);
  });
});

describe("dropping old telemetry", () => {
  it("goes on after a checkpoint that failed", async () => {
    await storeLog(1);
    aheadMs = 2 * hourMs;
    await keeper.tidy();
    await storeLog(2);
    aheadMs = 25 * hourMs;
    const deleted = Promise.withResolvers<void>();
    const tidied = Promise.withResolvers<void>();
    const writing = keeper.read(async (reader) => {
      await reader.run("BEGIN");
      await reader.run("DELETE FROM segment_00000002.logs");
      deleted.resolve();
      await tidied.promise;
      await reader.run("ROLLBACK");
    });
    await deleted.promise;
    await keeper.tidy();
    expect(troubles).toEqual(["The warehouse could not drop old telemetry"]);
    tidied.resolve();
    await writing;
    expect(keeper.size().rows).toBe(1);
    aheadMs += hourMs / 2;
    await keeper.tidy();
    expect(troubles).toHaveLength(1);
    expect(await countLogs()).toBe(1);
    aheadMs += 25 * hourMs;
    await storeLog(3);
    await keeper.tidy();
    expect(troubles).toHaveLength(1);
  });
});
