import { beforeEach, describe, expect, test } from "vitest";
import {
  forgetAll,
  liveStore,
  noteEntries,
  noteNetwork,
  noteSecond,
  noteSocket,
  setPaused,
} from "./live-store.ts";

const shownCpu = () => liveStore.getState().shown.process?.entries.cpu;
const samples = () => liveStore.getState().shown.process?.history.samples;

describe("the live store", () => {
  beforeEach(() => {
    forgetAll();
    noteSocket(true, 0);
  });

  test("shows what arrives and says it is live", () => {
    noteEntries("process", { cpu: 1 }, 0);
    expect(shownCpu()).toBe(1);
    expect(liveStore.getState().connection).toBe("live");
  });

  test("holds still while paused and shows the newest data on resume", () => {
    noteEntries("process", { cpu: 1 }, 0);
    setPaused(true, 10);
    noteEntries("process", { cpu: 2 }, 20);
    noteSecond(1_000);
    expect(shownCpu()).toBe(1);
    expect(liveStore.getState().connection).toBe("paused");
    setPaused(false, 1_100);
    expect(shownCpu()).toBe(2);
    expect(samples()).toEqual([{ cpu: 2 }]);
  });

  test("turns delayed by the clock alone, and draws no line for that time", () => {
    noteEntries("process", { cpu: 1 }, 0);
    for (const nowMs of [1_000, 6_000]) noteSecond(nowMs);
    expect(liveStore.getState().connection).toBe("delayed");
    expect(samples()).toEqual([{ cpu: 1 }, null, null, null, null, null]);
  });

  test("keeps the last values when the network goes", () => {
    noteEntries("process", { cpu: 1 }, 0);
    noteNetwork(false, 100);
    expect(shownCpu()).toBe(1);
    expect(liveStore.getState().connection).toBe("offline");
  });
});
