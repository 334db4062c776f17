import { mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRows } from "./convert-rows.ts";
import { Keeper } from "./keeper.ts";

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
    const stream = keeper.stream((reader) => reader.stream("SELECT range FROM range(1000000)"));
    await stream.next();
    const damage = keeper.read(async () => {
      throw new Error("Corrupt database file: planted");
    });
    await expect(damage).rejects.toMatchObject({ code: "unavailable" });
    await keeper.tidy();
    await expect(running).rejects.toMatchObject({ code: "unavailable" });
    await expect(stream.next()).rejects.toMatchObject({ code: "unavailable" });
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

describe("a long answer", () => {
  async function drain(stream: AsyncIterable<unknown[]>) {
    let count = 0;
    for await (const rows of stream) count += rows.length;
    return count;
  }
  const numbers = (reader: DuckDBConnection) => reader.stream("SELECT range AS number FROM range(100000)");

  it("comes piece by piece and as a whole", async () => {
    const sizes: number[] = [];
    let sum = 0n;
    for await (const rows of keeper.stream<{ number: bigint }>(numbers)) {
      sizes.push(rows.length);
      for (const { number } of rows) sum += number;
    }
    expect(sizes.length).toBeGreaterThan(10);
    expect(sum).toBe(4_999_950_000n);
  });

  it("whose reader leaves makes room for the next", async () => {
    for (let left = 0; left < 3; left += 1) {
      for await (const rows of keeper.stream(numbers)) {
        expect(rows.length).toBeGreaterThan(0);
        break;
      }
    }
    expect(await drain(keeper.stream(numbers))).toBe(100_000);
  });

  it("whose reader left keeps nothing from being freed", async () => {
    await askKeeper("CREATE TABLE numbers AS SELECT range AS number FROM range(100000)");
    for await (const rows of keeper.stream((reader) => reader.stream("SELECT * FROM numbers"))) {
      expect(rows.length).toBeGreaterThan(0);
      break;
    }
    await askKeeper("DROP TABLE numbers");
    await expect(askKeeper("CHECKPOINT warehouse")).resolves.toBeUndefined();
  });

  it("is stopped in the middle of a piece when nobody waits for it any more", async () => {
    const gone = new AbortController();
    const begun = Promise.withResolvers<void>();
    const stream = keeper.stream((reader) => {
      begun.resolve();
      return reader.stream(endless);
    }, gone.signal);
    const first = expect(stream.next()).rejects.toMatchObject({ code: "unavailable" });
    await begun.promise;
    gone.abort();
    await first;
    expect(await drain(keeper.stream(numbers))).toBe(100_000);
  });

  it("is stopped when a piece takes too long", async () => {
    await reopen({ queryLimitMs: 300 });
    const stream = keeper.stream((reader) => reader.stream(endless));
    await expect(stream.next()).rejects.toMatchObject(tooLong);
  });

  it("does not hold the file after it was closed, however slowly it was read", async () => {
    const stream = keeper.stream(numbers);
    await stream.next();
    await keeper.close();
    await expect(stream.next()).rejects.toMatchObject({ code: "unavailable" });
    const held = (await readdir("/proc/self/fd")).map((fd) =>
      readlink(`/proc/self/fd/${fd}`).catch(() => ""),
    );
    expect((await Promise.all(held)).filter((path) => path.startsWith(directory))).toEqual([]);
  });
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
