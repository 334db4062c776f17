import { mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readRows } from "./convert-rows.ts";
import { Keeper } from "./keeper.ts";
import { readJson } from "./read-json.ts";
import { Reads } from "./reads.ts";

const hourMs = 3_600_000;
const megabyte = 1024 * 1024;
const endless = "SELECT count(*) FROM range(1000000000) one, range(1000000000) other";

let directory: string;
let keeper: Keeper;
let aheadMs: number;
let troubles: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-reads-"));
  await open({});
});
afterEach(async () => {
  await keeper.close();
  await rm(directory, { recursive: true });
});

async function open({ queryLimitMs = 60_000, readPatienceMs = 200 }) {
  aheadMs = 0;
  troubles = [];
  keeper = await Keeper.open({
    path: join(directory, "telemetry.duckdb"),
    memoryMb: 64,
    queryLimitMs,
    readPatienceMs,
    checkpointMb: 1,
    maxBytes: 16 * megabyte,
    sliceBytes: megabyte,
    retentionHours: 24,
    nowMs: Date.now,
    monotonicMs: () => performance.now() + aheadMs,
    onTrouble: (what) => troubles.push(what),
    onSetAside: (asidePath) => troubles.push(asidePath),
  });
}

async function reopen(options: { queryLimitMs?: number; readPatienceMs?: number }) {
  await keeper.close();
  await open(options);
}

async function ask(reader: DuckDBConnection, question: string) {
  return (await reader.runAndReadAll(question)).getRows()[0]?.[0];
}
const askKeeper = (question: string) => keeper.read((reader) => ask(reader, question));
const tooLong = { code: "unavailable", reason: "query_too_long", headers: { "retry-after": "5" } };

/** When this resolves, the query has its connection. */
async function beginEndless() {
  const begun = Promise.withResolvers<void>();
  const answer = keeper.read((reader) => {
    begun.resolve();
    return ask(reader, endless);
  });
  answer.catch(() => undefined);
  await begun.promise;
  return { answer };
}

describe("a query that takes too long", () => {
  it("is stopped and says so", async () => {
    await reopen({ queryLimitMs: 300 });
    await expect(askKeeper(endless)).rejects.toMatchObject({
      ...tooLong,
      message: expect.stringContaining("longer than 0.3 s and was stopped"),
    });
  });

  it("keeps no other from its answer, and its connection answers the next", async () => {
    await reopen({ queryLimitMs: 1_000 });
    const { answer: stopped } = await beginEndless();
    expect(await askKeeper("SELECT 1")).toBe(1);
    await expect(stopped).rejects.toMatchObject(tooLong);
    const others = Array.from({ length: 10 }, (_, index) => askKeeper(`SELECT ${index}`));
    expect(await Promise.all(others)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("does not get on by way of its next statement", async () => {
    await reopen({ queryLimitMs: 300 });
    const wayOfStatements = Promise.withResolvers<unknown>();
    const answer = keeper.read(async (reader) => {
      await ask(reader, endless).catch(() => undefined);
      await ask(reader, endless).then(wayOfStatements.resolve, wayOfStatements.resolve);
    });
    await expect(answer).rejects.toMatchObject(tooLong);
    expect(String(await wayOfStatements.promise)).toContain("Interrupted");
  });
});

describe("more queries than there are connections", () => {
  it("wait their turn, and are refused when too many wait", async () => {
    await Promise.all([beginEndless(), beginEndless()]);
    const waiting = Array.from({ length: 64 }, () => askKeeper("SELECT 1"));
    const ended = Promise.allSettled(waiting);
    await expect(askKeeper("SELECT 1")).rejects.toMatchObject({
      code: "unavailable",
      reason: "too_many_queries",
      headers: { "retry-after": "2" },
    });
    await keeper.close();
    expect((await ended).every(({ status }) => status === "rejected")).toBe(true);
  });

  it("wait no longer than a query may take", async () => {
    await reopen({ queryLimitMs: 500 });
    const answers = Array.from({ length: 20 }, () => askKeeper(endless));
    const reasons = (await Promise.allSettled(answers)).map((one) =>
      one.status === "rejected" ? one.reason.reason : undefined,
    );
    expect(new Set(reasons)).toEqual(new Set(["query_too_long", "too_many_queries"]));
    expect(await askKeeper("SELECT 1")).toBe(1);
  });
});

describe("whoever asked has left", () => {
  const left = { code: "unavailable", reason: "asker_left" };
  const askWhileHere = (question: string, signal: AbortSignal) =>
    keeper.read((reader) => ask(reader, question), signal);
  const waitingCount = () => keeper.bounds().find(({ part }) => part === "warehouse-queries")?.used;

  it("while the question waited: its place is another's at once", async () => {
    await Promise.all([beginEndless(), beginEndless()]);
    const asker = new AbortController();
    const waiting = Array.from({ length: 64 }, () => askWhileHere("SELECT 1", asker.signal));
    const answers = Promise.allSettled(waiting);
    await vi.waitFor(() => expect(waitingCount()).toBe(64), { timeout: 60_000 });
    asker.abort();
    expect(waitingCount()).toBe(0);
    for (const answer of await answers) expect(answer).toMatchObject({ status: "rejected", reason: left });
  });

  it("while it ran: it is stopped, and its connection answers others", async () => {
    await beginEndless();
    const asker = new AbortController();
    const begun = Promise.withResolvers<void>();
    const running = keeper.read((reader) => {
      begun.resolve();
      return ask(reader, endless);
    }, asker.signal);
    const refused = expect(running).rejects.toMatchObject(left);
    await begun.promise;
    asker.abort();
    await refused;
    expect(await askKeeper("SELECT 1")).toBe(1);
    expect(keeper.queriesStopped()).toBe(0);
  });

  it("before it was asked: nothing is asked", async () => {
    await expect(askWhileHere("SELECT 1", AbortSignal.abort())).rejects.toMatchObject(left);
    expect(await askWhileHere("SELECT 1", new AbortController().signal)).toBe(1);
  });
});

describe("under queries that go on", () => {
  it("memory is not taken away", async () => {
    const { answer: running } = await beginEndless();
    aheadMs = hourMs;
    await keeper.tidy();
    expect(await askKeeper("SELECT current_setting('memory_limit')")).toBe("61.0 MiB");
    await keeper.close();
    await expect(running).rejects.toMatchObject({ code: "unavailable" });
  });

  it("a spoilt file is replaced all the same, and the new one answers", async () => {
    const { answer: running } = await beginEndless();
    const damage = keeper.read(async () => {
      throw new Error("Corrupt database file: planted");
    });
    await expect(damage).rejects.toMatchObject({ code: "unavailable" });
    await keeper.tidy();
    await expect(running).rejects.toMatchObject({ code: "unavailable" });
    expect(await askKeeper("SELECT count(*) FROM logs")).toBe(0n);
    expect(troubles).toEqual([expect.stringContaining("unreadable")]);
  });
});

describe("a query that needs too much memory", () => {
  it("says that, and others go on", async () => {
    const greedy = askKeeper(
      "SELECT length(string_agg(range::VARCHAR || repeat('x', 1000))) FROM range(1000000)",
    );
    await expect(greedy).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("more memory than there is"),
    });
    expect(await askKeeper("SELECT 1")).toBe(1);
  });
});

it("a result that was not read to its end does not hold the file after it was closed", async () => {
  const result = await keeper.read((reader) => reader.stream("SELECT range FROM range(100000)"));
  await keeper.close();
  const held = (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""));
  expect((await Promise.all(held)).filter((path) => path.startsWith(directory))).toEqual([]);
  expect(result.columnCount).toBeGreaterThan(0);
});

it("a query that has its connection but has not begun when the file is closed does not begin", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reads = new Reads([connection], 60_000, () => undefined);
  let begun = 0;
  const begin = (reader: DuckDBConnection) => {
    begun += 1;
    return ask(reader, "SELECT 1");
  };
  const answer = reads.run(begin);
  const refused = expect(answer).rejects.toThrow("being closed");
  await reads.end();
  await refused;
  await expect(reads.run(begin)).rejects.toThrow("being closed");
  expect([begun, reads.isIdle()]).toEqual([0, true]);
  connection.closeSync();
  instance.closeSync();
});

it("rows are converted alike, however many there are", async () => {
  const rows = await keeper.read((reader) =>
    readRows<{ number: bigint; text: string; list: string[] }>(
      reader,
      "SELECT range AS number, 'n' || range AS text, ['a', 'b'] AS list FROM range($count)",
      { count: 10_000 },
    ),
  );
  expect(rows).toHaveLength(10_000);
  expect(rows[9_999]).toEqual({ number: 9_999n, text: "n9999", list: ["a", "b"] });
});

it("rows as JSON come in the order that was asked for, however many there are, with every character", async () => {
  const read = (count: number) =>
    keeper.read((reader) =>
      readJson<{ number: number; text: string; list: (string | null)[]; none: null }>(
        reader,
        `WITH counted AS (SELECT range AS number FROM range($count))
         SELECT number, chr(1) || '"\\é' || number AS text, ['a', NULL] AS list, NULL AS none FROM counted
         ORDER BY number DESC`,
        { count },
      ),
    );
  const rows = await read(10_000);
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 10_000 }, (_, at) => 9_999 - at));
  expect(rows[2]).toEqual({ number: 9_997, text: '\u0001"\\é9997', list: ["a", null], none: null });
  expect(await read(0)).toEqual([]);
});

it("a file begun before there were all of today's views gets those it lacks", async () => {
  await keeper.read((reader) => reader.run("DROP VIEW main.logs_times"));
  await expect(askKeeper("SELECT count(*) FROM logs_times")).rejects.toMatchObject({ code: "unavailable" });
  await reopen({});
  expect(await askKeeper("SELECT count(*) FROM logs_times")).toBe(1n);
  expect(troubles).toEqual([]);
});
