import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { wallClock } from "#lib/kernel/clock.ts";
import { startTelemetry, type TelemetryUnderTest } from "../testing/telemetry-under-test.ts";

/** Writing a hundred megabytes takes a slow machine a while. */
const patience = { timeout: 120_000 };
const megabyte = 1024 * 1024;
let started: TelemetryUnderTest;
afterEach(() => started.remove());

const quiet = { LOG_STDOUT: "off", METRICS_SERIES_LIMIT: "50" };

/** Text that hardly compresses, so that what is written is what the disk must bear. */
const noise = (bytes: number) => randomBytes(bytes).toString("base64");

async function writeLogs({ telemetry }: TelemetryUnderTest, from: number, count: number) {
  const { log } = telemetry.service("shop");
  for (let number = from; number < from + count; number += 1)
    log.info("counted", { number, noise: noise(1_500) });
  await telemetry.flush();
}

async function diskBytes({ directory }: TelemetryUnderTest): Promise<number> {
  const file = join(directory, "data/telemetry.duckdb");
  const sizes = await Promise.all(
    [file, `${file}.wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Looks at the disk all the time, because a bound that is only kept afterwards is none. */
function watchPeak(telemetry: TelemetryUnderTest) {
  let peak = 0;
  let watching = true;
  const done = (async () => {
    while (watching) {
      peak = Math.max(peak, await diskBytes(telemetry));
      await pause(2);
    }
  })();
  return async () => {
    watching = false;
    await done;
    return peak;
  };
}

describe("the size of the telemetry file", () => {
  it(
    "stays below its limit while five times as much is written, and the newest rows are there",
    patience,
    async () => {
      started = await startTelemetry({ environment: { ...quiet, WAREHOUSE_MAX_MB: "16" } });
      const peakOf = watchPeak(started);
      let written = 0;
      for (; written < 40_000; written += 2_000) await writeLogs(started, written, 2_000);
      const peak = await peakOf();
      expect(written * 2_000).toBeGreaterThan(5 * 16 * megabyte * 0.9);
      expect(peak).toBeGreaterThan(8 * megabyte);
      expect(peak).toBeLessThan(16 * megabyte);
      const newest = await started.telemetry.history.findLogs({ limit: 1_500 });
      expect(newest.map(({ attributes }) => attributes.number)).toEqual(
        Array.from({ length: 1_500 }, (_, back) => written - 1 - back),
      );
      const { dropped, warehouse } = started.telemetry.stats();
      expect(dropped.warehouse).toBe(0);
      const { spans, logs, points } = await started.telemetry.history.countRows();
      expect(warehouse.rows).toBe(spans + logs + points);
      expect(warehouse.bytes).toBeLessThan(16 * megabyte);
    },
  );

  it("follows a limit that was lowered, without losing the newest rows", patience, async () => {
    started = await startTelemetry({ environment: { ...quiet, WAREHOUSE_MAX_MB: "128" } });
    for (let written = 0; written < 20_000; written += 4_000) await writeLogs(started, written, 4_000);
    expect(await diskBytes(started)).toBeGreaterThan(24 * megabyte);
    await started.telemetry.close();
    const { directory } = started;
    started = await startTelemetry({ directory, environment: { ...quiet, WAREHOUSE_MAX_MB: "16" } });
    expect(await diskBytes(started)).toBeLessThan(16 * megabyte);
    const [newest] = await started.telemetry.history.findLogs({ limit: 1 });
    expect(newest?.attributes.number).toBe(19_999);
    await writeLogs(started, 20_000, 100);
    const [later] = await started.telemetry.history.findLogs({ limit: 1 });
    expect(later?.attributes.number).toBe(20_099);
  });
});

describe("the age of telemetry", () => {
  it("ends at the hours asked for", async () => {
    let hoursGone = 0;
    const clock = {
      ...wallClock,
      nowMs: () => Date.now() - (30 - hoursGone) * 3_600_000,
      monotonicMs: () => performance.now() + hoursGone * 3_600_000,
    };
    started = await startTelemetry({ clock, environment: { ...quiet, WAREHOUSE_RETENTION_HOURS: "24" } });
    await writeLogs(started, 1, 1);
    hoursGone = 10;
    await writeLogs(started, 2, 1);
    expect(
      (await started.telemetry.history.findLogs({ limit: 10 })).map(({ attributes }) => attributes.number),
    ).toEqual([2, 1]);
    hoursGone = 26;
    await writeLogs(started, 3, 1);
    expect(
      (await started.telemetry.history.findLogs({ limit: 10 })).map(({ attributes }) => attributes.number),
    ).toEqual([3, 2]);
  });
});
