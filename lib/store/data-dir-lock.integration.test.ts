import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir } from "./data-dir-lock.ts";
import { identifyThisProcess } from "./process-identity.ts";

const script = fileURLToPath(new URL("./testing/hold-data-dir.ts", import.meta.url));
const running = new Set<ChildProcessWithoutNullStreams>();
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "faultmart-lock-"));
});

afterEach(async () => {
  await Promise.all([...running].map(kill));
  await rm(dataDir, { recursive: true });
});

test("keeps a second process out and names the first", async () => {
  const holder = startHolder();
  expect(await holder.answer).toBe("held");
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({
    code: "conflict",
    message: `The data directory ${dataDir} is in use by process ${holder.child.pid}. Stop it (kill ${holder.child.pid}), or set DATA_DIR to another directory.`,
  });
});

test("keeps this process itself from opening the directory twice", async () => {
  const lock = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({ code: "conflict" });
  await lock.release();
});

test("is free again after a release, and releasing twice is fine", async () => {
  for (const _ of [1, 2, 3]) {
    const lock = await lockDataDir(dataDir);
    await Promise.all([lock.release(), lock.release()]);
  }
  expect(await readdir(dataDir)).toEqual(["free.3"]);
});

test("is taken over at once from a holder that was killed", async () => {
  const holder = startHolder();
  expect(await holder.answer).toBe("held");
  await kill(holder.child);
  const lock = await lockDataDir(dataDir);
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
}, 60_000);

test("is not fooled by another process that got the dead holder's pid", async () => {
  await writeFile(join(dataDir, "lock.4"), JSON.stringify({ ...identifyThisProcess(), startTicks: "1" }));
  const lock = await lockDataDir(dataDir);
  expect(await readdir(dataDir)).toEqual(["lock.5"]);
  await lock.release();
});

test("believes a holder in another container while its heart beats", async () => {
  const elsewhere = { ...identifyThisProcess(), pid: 1, place: "another container" };
  const path = join(dataDir, "lock.1");
  await writeFile(path, JSON.stringify(elsewhere));
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({
    message: expect.stringContaining("process 1 of another container or machine"),
  });
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(path, aMinuteAgo, aMinuteAgo);
  const lock = await lockDataDir(dataDir);
  await lock.release();
});

test("believes in a holder whose file was never written, until it is old", async () => {
  const path = join(dataDir, "lock.1");
  await writeFile(path, "");
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({
    message: expect.stringContaining("another process"),
  });
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(path, aMinuteAgo, aMinuteAgo);
  const lock = await lockDataDir(dataDir);
  await lock.release();
});

test("counts on from the highest number, held or given back", async () => {
  await writeFile(join(dataDir, "free.7"), "");
  const lock = await lockDataDir(dataDir);
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
