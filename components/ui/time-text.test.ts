import { expect, test } from "vitest";
import { localClock, localPreciseClock, localTime, utcClock, utcTime, zoneName } from "./time-text.ts";

test("writes UTC to the second, whatever the zone of the machine", () => {
  expect(utcTime("2026-01-02T03:04:05.678Z")).toBe("2026-01-02 03:04:05 UTC");
  expect(utcTime("2026-01-02T03:04:05+02:00")).toBe("2026-01-02 01:04:05 UTC");
});

test("writes the reader's own time", () => {
  const date = new Date(2026, 0, 2, 3, 4, 5);
  expect(localTime(date)).toMatch(/^2026-01-02 03:04:05 UTC/);
  expect(localClock(date)).toBe("03:04:05");
});

test("writes milliseconds where lines are close together, the day only where it is needed", () => {
  expect(utcClock("2026-01-02T03:04:05.678901Z", false)).toBe("03:04:05.678");
  expect(utcClock("2026-01-02T03:04:05.678901Z", true)).toBe("2026-01-02 03:04:05.678");
  const date = new Date(2026, 0, 2, 3, 4, 5, 7);
  expect(localPreciseClock(date, false)).toBe("03:04:05.007");
  expect(localPreciseClock(date, true)).toBe("2026-01-02 03:04:05.007");
});

test.each([
  [0, "UTC"],
  [60, "UTC+1"],
  [330, "UTC+5:30"],
  [-570, "UTC−9:30"],
])("names a zone %d minutes east %s", (minutes, name) => {
  expect(zoneName(minutes)).toBe(name);
});
