import { expect, test } from "vitest";
import { wallClock } from "#lib/kernel/clock.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import { database } from "./data-operations.ts";
import { knownShoppers } from "./ledger/known-shoppers.ts";
import { createSqlLedger } from "./ledger/sql-ledger.ts";
import { stockShoppers } from "./ledger/stock-shoppers.ts";
import { gateway } from "./operations.ts";
import { startMesh } from "./testing/mesh-under-test.ts";

const [{ session, tenant, id } = { session: "", tenant: "merch", id: "" }] = knownShoppers;

describeOnEveryStore("the database service", (open) => {
  test("says that the database does not answer, in its own words, and its callers pass that on", async () => {
    const store = await open();
    await stockCatalogue({ store }, { clear: false });
    await stockShoppers({ store });
    const mesh = startMesh({ ledger: createSqlLedger(store), clock: wallClock });
    const signIn = () => mesh.ask(gateway.signIn, { session }, { tenantId: tenant, visitorId: id });
    expect(await signIn()).toMatchObject({ status: 200 });

    await store.close();
    expect(await mesh.ask(database.findSession, { session })).toMatchObject({
      status: 503,
      body: { code: "57P03", message: "the database server does not answer" },
    });
    expect(await signIn()).toMatchObject({ status: 503 });
    const said = mesh.lines.filter(({ level }) => level === "error").map(({ service }) => service);
    expect(new Set(said)).toEqual(new Set(["db-service", "auth-service", "api-gateway"]));
    mesh.mesh.close();
  });
});
