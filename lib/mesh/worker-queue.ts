// The workers of one service and the line before them. Requests beyond the line are turned away at once: a line that
// grows without end only serves callers who have left.
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import { createSlots, type Release } from "./slots.ts";

export type WorkerQueue = {
  /**
   * `workersLeft` is how many workers there are now, if not all; the newest word counts for everyone who waits.
   * "left" when the signal was aborted before a worker was free.
   */
  enter(workersLeft: number | undefined, signal: StopSignal): Promise<Release | "full" | "left">;
  load(): { busy: number; queued: number };
};

export function createWorkerQueue(given: { workers: number; queueLimit: number }): WorkerQueue {
  const { workers, queueLimit } = given;
  const slots = createSlots("left" as const);

  const wait = (signal: StopSignal) => {
    const place = slots.queueUp(() => signal.removeEventListener("abort", place.leave));
    signal.addEventListener("abort", place.leave, { once: true });
    return place.turn;
  };

  return {
    enter(workersLeft, signal) {
      slots.allow(Math.min(workers, workersLeft ?? workers));
      if (signal.aborted) return Promise.resolve("left");
      const free = slots.take();
      if (free) return Promise.resolve(free);
      return slots.waiting() < queueLimit ? wait(signal) : Promise.resolve("full");
    },
    load: () => ({ busy: slots.inUse(), queued: slots.waiting() }),
  };
}
