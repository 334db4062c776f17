// The drills, shortened. In full: npm run drills.
import { describe, expect, inject, test } from "vitest";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import { drillOrders } from "./orders.ts";
import { drillPayments } from "./payments.ts";
import { isProved, tell, type Verdict } from "./verdict.ts";

const patientMs = 600_000;
const template = inject("pgliteTemplate");
const postgres = inject("postgresServer");

const expectProved = (verdict: Verdict) => expect(isProved(verdict), tell(verdict)).toBe(true);

describe("on PGlite", () => {
  test("no order is lost by kill -9, wherever it strikes", { timeout: patientMs }, async () => {
    expectProved(await drillOrders({ kills: 6, leastDoubts: 1, template }));
  });

  test("what was captured is what was paid, though answers got lost", { timeout: patientMs }, async () => {
    expectProved(await drillPayments({ checkouts: 60, leastLost: 5, template }));
  });
});

describe.skipIf(postgres === undefined)("on PostgreSQL", () => {
  test("no order is lost by kill -9, wherever it strikes", { timeout: patientMs }, async () => {
    const { url: server = "", template: migrated } = postgres ?? {};
    const database = await createDatabase(server, migrated);
    try {
      expectProved(await drillOrders({ kills: 5, leastDoubts: 1, databaseUrl: database.url }));
    } finally {
      await database.drop();
    }
  });
});
