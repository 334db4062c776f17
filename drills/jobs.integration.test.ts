// The drill, shortened. In full: npm run drills -- jobs.
import { describe, expect, inject, test } from "vitest";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { judgeRuns } from "./effect-witness.ts";
import { drillJobs } from "./jobs.ts";
import { isProved, tell } from "./verdict.ts";

const postgres = inject("postgresServer");

test("the witness sees a tick that had two effects, an effect of no run, and a run without one", () => {
  const end = (tick: string, xid: string) => ({ tick, xid });
  expect(judgeRuns({ effects: ["1", "2"], ends: [end("7", "1"), end("8", "2")] })).toEqual([]);
  expect(judgeRuns({ effects: ["1", "2"], ends: [end("7", "1"), end("7", "2")] })).toHaveLength(1);
  expect(judgeRuns({ effects: ["1", "2"], ends: [end("7", "1")] })).toHaveLength(1);
  expect(judgeRuns({ effects: ["1"], ends: [end("7", "1"), end("8", "2")] })).toHaveLength(1);
});

describe.skipIf(postgres === undefined)("on PostgreSQL", () => {
  test("three processes, of which one is killed and one stopped, do each run once", {
    timeout: 600_000,
  }, async () => {
    const { url = "", template } = postgres ?? {};
    const database = await createDatabase(url, template);
    try {
      const verdict = await drillJobs({ kills: 1, stops: 1, leastTicks: 5, databaseUrl: database.url });
      expect(isProved(verdict), tell(verdict)).toBe(true);
    } finally {
      await database.drop();
    }
  });
});
