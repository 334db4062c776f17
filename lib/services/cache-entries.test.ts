import { expect, test } from "vitest";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createCacheEntries, mostEntries } from "./cache-entries.ts";

const startMs = Date.UTC(2030, 0, 1);

test("an entry that is set in the very first moment gets old like any other", async () => {
  const clock = createVirtualClock({ startMs });
  const entries = createCacheEntries(clock);
  entries.set("a", "1", 1_000);
  await clock.run(startMs + 1_000);
  expect(entries.get("a")).toBe("1");
  await clock.run(startMs + 1_001);
  expect(entries.get("a")).toBeUndefined();
});

test("what was used longest ago makes room for what is new", () => {
  const entries = createCacheEntries(createVirtualClock({ startMs }));
  for (let nth = 0; nth < mostEntries; nth += 1) entries.set(`${nth}`, "x", 1_000);
  expect(entries.get("0")).toBe("x");
  entries.set("one more", "x", 1_000);
  expect(entries.get("0")).toBe("x");
  expect(entries.get("1")).toBeUndefined();
});
