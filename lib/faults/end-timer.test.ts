import { expect, test } from "vitest";
import type { Clock } from "#lib/kernel/clock.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createFaults } from "./create.ts";
import { places, startMs } from "./testing/small-mesh.ts";

/** A clock on which one can see how many are waiting. */
function watchedClock() {
  const clock = createVirtualClock({ startMs });
  let waiting = 0;
  const watched: Clock = {
    ...clock,
    sleep(durationMs, signal) {
      waiting += 1;
      return clock.sleep(durationMs, signal).finally(() => {
        waiting -= 1;
      });
    },
  };
  const settled = async () => {
    await clock.run(clock.nowMs());
    return waiting;
  };
  return { clock, watched, settled };
}

const hang = { kind: "hang", target: "gateway", parameters: {}, share: 1 } as const;

test("whatever is armed, one timer waits, and none once all is removed or closed", async () => {
  const { watched, settled } = watchedClock();
  const faults = createFaults({ clock: watched, places });
  for (const durationSeconds of [30, 20, 40, 10]) faults.arm({ ...hang, durationSeconds });
  expect(await settled()).toBe(1);
  faults.halt();
  expect(await settled()).toBe(0);
  faults.arm({ ...hang, durationSeconds: 5 });
  expect(await settled()).toBe(1);
  faults.close();
  expect(await settled()).toBe(0);
});

test("an end that no timer has noticed yet is an end all the same, and is told to whoever asks first", async () => {
  const { clock } = watchedClock();
  const deaf: Clock = { ...clock, sleep: () => new Promise(() => undefined) };
  const faults = createFaults({ clock: deaf, places });
  let heard = 0;
  faults.arm({ ...hang, durationSeconds: 5 });
  faults.onChange(() => {
    heard += 1;
  });
  await clock.run(startMs + 5_000);
  expect(faults.conditions.atHost("gateway", "checkout", "anna")).toBeUndefined();
  expect(heard).toBe(0);
  expect(faults.list()[0]?.state).toBe("ended");
  expect(heard).toBe(1);
});
