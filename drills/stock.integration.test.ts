// The drill, shortened. In full: npm run drills -- stock.
import { describe, expect, inject, test } from "vitest";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { drillStock } from "./stock.ts";
import { isProved, tell } from "./verdict.ts";

const postgres = inject("postgresServer");

describe.skipIf(postgres === undefined)("on PostgreSQL", () => {
  test("three processes never sell a unit twice, and a careless shop does", {
    timeout: 900_000,
  }, async () => {
    const { url = "", template } = postgres ?? {};
    const database = await createDatabase(url, template);
    try {
      const verdict = await drillStock({
        sales: 3,
        buyers: 150,
        units: 40,
        leastReads: 12,
        databaseUrl: database.url,
      });
      expect(isProved(verdict), tell(verdict)).toBe(true);
    } finally {
      await database.drop();
    }
  });
});
