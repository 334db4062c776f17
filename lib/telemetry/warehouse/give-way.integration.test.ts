import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { giveWay, lessUrgent } from "./give-way.ts";

const threads = "/proc/self/task";
const onLinux = test.runIf(process.platform === "linux");

async function workersAndOthers() {
  const found = await Promise.all(
    (await readdir(threads)).map(async (id) => ({
      id,
      isWorker: (await readFile(`${threads}/${id}/comm`, "utf8")).trim() === "libuv-worker",
    })),
  );
  return [found.filter(({ isWorker }) => isWorker), found.filter(({ isWorker }) => !isWorker)] as const;
}

onLinux("the threads that work on questions let the event loop go first, and only they", async () => {
  await giveWay();
  const [workers, others] = await workersAndOthers();
  const priority = ({ id }: { id: string }) => getPriority(Number(id));
  expect(workers.length).toBeGreaterThan(0);
  expect(workers.map(priority)).toEqual(workers.map(() => lessUrgent));
  expect(others.map(priority)).toEqual(others.map(() => getPriority()));
});

onLinux("they do not take the processor from whoever wakes them, and only they", async () => {
  await giveWay();
  const [workers, others] = await workersAndOthers();
  const policy = (id: string | number) =>
    /SCHED_\w+/.exec(execFileSync("chrt", ["--pid", String(id)], { encoding: "utf8" }))?.[0];
  expect(workers.map(({ id }) => policy(id))).toEqual(workers.map(() => "SCHED_BATCH"));
  expect(others.map(({ id }) => policy(id))).toEqual(others.map(() => policy(process.ppid)));
});
