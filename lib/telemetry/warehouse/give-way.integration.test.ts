import { readdir, readFile } from "node:fs/promises";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { giveWay, lessUrgent } from "./give-way.ts";

const threads = "/proc/self/task";

test.runIf(process.platform === "linux")(
  "the threads that work on questions let the event loop go first, and only they",
  async () => {
    await giveWay();
    const found = await Promise.all(
      (await readdir(threads)).map(async (id) => ({
        isWorker: (await readFile(`${threads}/${id}/comm`, "utf8")).trim() === "libuv-worker",
        priority: getPriority(Number(id)),
      })),
    );
    const usual = getPriority();
    const workers = found.filter(({ isWorker }) => isWorker);
    expect(workers.length).toBeGreaterThan(0);
    expect(workers.map(({ priority }) => priority)).toEqual(workers.map(() => lessUrgent));
    const others = found.filter(({ isWorker }) => !isWorker);
    expect(others.map(({ priority }) => priority)).toEqual(others.map(() => usual));
  },
);
