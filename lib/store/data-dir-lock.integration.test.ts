import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lockDataDir } from "./data-dir-lock.ts";
import { identifyThisProcess } from "./process-identity.ts";
import { silentLog } from "./testing/every-store.ts";

const script = fileURLToPath(new URL("./testing/hold-data-dir.ts", import.meta.url));
const running = new Set<ChildProcessWithoutNullStreams>();
/** Seconds instead of half a minute. */
const quick = { everyMs: 50, lostMs: 1_500 };
const elsewhere = { ...identifyThisProcess(), pid: 1, place: "another container" };
let dataDir: string;
let said: unknown[];

const log = {
  ...silentLog,
  info: (message: string, attributes?: object) => said.push({ message, ...attributes }),
};
const take = () => lockDataDir(dataDir, { log, heartbeat: quick });

beforeEach(async () => {
  said = [];
  dataDir = await mkdtemp(join(tmpdir(), "faultmart-lock-"));
});

afterEach(async () => {
  await Promise.all([...running].map(kill));
  await rm(dataDir, { recursive: true });
});

test("keeps a second process out and names the first", async () => {
  const holder = startHolder();
  expect(await holder.answer).toBe("held");
  await expect(take()).rejects.toMatchObject({
    code: "conflict",
    message: `The data directory ${dataDir} is in use by process ${holder.child.pid}. Stop it (kill ${holder.child.pid}), or set DATA_DIR to another directory.`,
  });
});

test("keeps this process itself from opening the directory twice", async () => {
  const lock = await take();
  await expect(take()).rejects.toMatchObject({ code: "conflict" });
  await lock.release();
});

test("is free again after a release, and releasing twice is fine", async () => {
  for (const _ of [1, 2, 3]) {
    const lock = await take();
    await Promise.all([lock.release(), lock.release()]);
  }
  expect(await readdir(dataDir)).toEqual(["free.3"]);
});

test("is taken over at once from a holder that was killed", async () => {
  const holder = startHolder();
  expect(await holder.answer).toBe("held");
  await kill(holder.child);
  const lock = await take();
  expect(await readdir(dataDir)).toEqual(["lock.2"]);
  await lock.release();
});

test("goes to exactly one of eight processes that race for a dead holder's place", async () => {
  for (let race = 0; race < 5; race++) {
    const startAtMs = Date.now() + 600;
    const racers = Array.from({ length: 8 }, () => startHolder(startAtMs));
    const answers = await Promise.all(racers.map(({ answer }) => answer));
    expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes("is in use by process"))).toHaveLength(7);
    await Promise.all(racers.map(({ child }) => kill(child)));
  }
}, 180_000);

test("is not fooled by another process that got the dead holder's pid", async () => {
  await writeFile(join(dataDir, "lock.4"), JSON.stringify({ ...identifyThisProcess(), startTicks: "1" }));
  const lock = await take();
  expect(await readdir(dataDir)).toEqual(["lock.5"]);
  await lock.release();
});

test("is taken over from a container that was killed, as soon as its heart has been silent for long enough", async () => {
  await writeFile(join(dataDir, "lock.1"), JSON.stringify(elsewhere));
  const beganAt = performance.now();
  const taking = take();
  let taken = false;
  void taking.then(() => {
    taken = true;
  });
  // Told before it is taken, and not afterwards.
  await vi.waitUntil(() => said.length > 0 || taken, { interval: 1, timeout: 60_000 });
  expect(taken).toBe(false);
  expect(said).toEqual([
    {
      message: "waiting to see whether the holder of the data directory still runs",
      directory: dataDir,
      holder: "process 1 of another container or machine",
      at_most_s: 2,
    },
  ]);
  const lock = await taking;
  expect(performance.now() - beganAt).toBeGreaterThan(quick.lostMs * 0.9);
  expect(await readdir(dataDir)).toEqual(["lock.2"]);
  await lock.release();
});

test("is refused as soon as the heart of a holder in another container beats again", async () => {
  const path = join(dataDir, "lock.1");
  await writeFile(path, JSON.stringify(elsewhere));
  const patient = { everyMs: 50, lostMs: 60_000 };
  const taking = lockDataDir(dataDir, { log, heartbeat: patient });
  const refused = expect(taking).rejects.toMatchObject({
    code: "conflict",
    message: `The data directory ${dataDir} is in use by process 1 of another container or machine. Stop it, or set DATA_DIR to another directory.`,
  });
  await expect.poll(() => said).toHaveLength(1);
  const heart = setInterval(() => utimes(path, new Date(), new Date()), patient.everyMs);
  await refused.finally(() => clearInterval(heart));
  expect(await readdir(dataDir)).toEqual(["lock.1"]);
});

test("keeps its own heart beating", async () => {
  const lock = await take();
  const lastBeat = async () => (await stat(join(dataDir, "lock.1"))).mtimeMs;
  const first = await lastBeat();
  await expect.poll(lastBeat).toBeGreaterThan(first);
  await lock.release();
});

test.each([
  ["in another container", JSON.stringify(elsewhere)],
  ["whose file was never written", ""],
])("is taken over at once from a holder %s that has been silent for long enough", async (_, content) => {
  const path = join(dataDir, "lock.1");
  await writeFile(path, content);
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(path, aMinuteAgo, aMinuteAgo);
  const lock = await take();
  expect(said).toEqual([]);
  await lock.release();
});

test("waits as well for a holder whose file was never written", async () => {
  await writeFile(join(dataDir, "lock.1"), "");
  const lock = await take();
  expect(said).toMatchObject([{ holder: "another process" }]);
  await lock.release();
});

test("counts on from the highest number, held or given back", async () => {
  await writeFile(join(dataDir, "free.7"), "");
  const lock = await take();
  expect(await readdir(dataDir)).toEqual(["lock.8"]);
  await lock.release();
});

function startHolder(startAtMs?: number) {
  const startAt = startAtMs === undefined ? [] : [String(startAtMs)];
  const child = spawn(process.execPath, [script, dataDir, ...startAt]);
  running.add(child);
  const answer = once(child.stdout, "data").then(([chunk]) => String(chunk).trim());
  return { child, answer };
}

async function kill(child: ChildProcessWithoutNullStreams): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
