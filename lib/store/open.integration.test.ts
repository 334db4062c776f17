import { sql } from "drizzle-orm";
import { describe, expect, inject, test, vi } from "vitest";
import { openStore } from "./open.ts";
import { products } from "./schema.ts";
import { describeOnEveryStore, silentLog } from "./testing/every-store.ts";
import { startProxy } from "./testing/start-proxy.ts";

describeOnEveryStore("an open store", (open) => {
  const product = {
    sku: "T-1",
    slug: "test",
    tenant: "merch",
    name: "Test",
    description: "A test.",
    category: "Books",
    priceMinor: 1,
    currency: "EUR",
    stock: 1,
    picture: "/products/test.svg",
  };

  test("answers a ping", async () => {
    const store = await open();
    await expect(store.ping()).resolves.toBeUndefined();
  });

  test("is asked once, however many pings wait for a database that hangs", async () => {
    const store = await open({ poolSize: 1 });
    const asked = vi.spyOn(store.db, "execute");
    const hung = Promise.withResolvers<void>();
    const hanging = store.db.transaction(() => hung.promise);
    const pings = await Promise.allSettled(Array.from({ length: 20 }, () => store.ping()));
    expect(pings.map(({ status }) => status)).not.toContain("fulfilled");
    expect(asked).toHaveBeenCalledTimes(1);
    // The embedded database has one session, so asking again after the time limit would only lengthen its queue.
    const later = store.ping();
    await expect(later).rejects.toMatchObject({ code: "unavailable" });
    expect(asked).toHaveBeenCalledTimes(store.kind === "pglite" ? 1 : 2);
    hung.resolve();
    await hanging;
    await store.ping();
    const before = asked.mock.calls.length;
    await store.ping();
    expect(asked).toHaveBeenCalledTimes(before + 1);
  });

  test("keeps all of a transaction or nothing", async () => {
    const { db } = await open();
    const failing = db.transaction(async (tx) => {
      await tx.insert(products).values(product);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await db.$count(products)).toBe(0);
  });

  test("stamps a row with a time that comes back as a date", async () => {
    const { db } = await open();
    const [row] = await db.insert(products).values(product).returning();
    expect(row?.createdAt).toBeInstanceOf(Date);
  });

  test.each([{ priceMinor: -1 }, { stock: -1 }])("refuses a product with %o", async (wrong) => {
    const { db } = await open();
    const insert = db.insert(products).values({ ...product, ...wrong });
    await expect(insert).rejects.toMatchObject({ cause: { code: "23514" } });
  });

  test("closes once, however often it is told to", async () => {
    const store = await open();
    await Promise.all([store.close(), store.close()]);
    await expect(store.ping()).rejects.toThrow();
  });
});

const server = inject("postgresServer");
describe.skipIf(server === undefined)("a store on PostgreSQL", () => {
  const serverUrl = server?.url ?? "";
  const open = (databaseUrl: string) =>
    openStore({ databaseUrl, dataDir: "/nowhere", poolSize: 2, log: silentLog });

  test("says in one line, without the password, that the server cannot be reached", async () => {
    const opening = open("postgresql://shop:secret@127.0.0.1:1/shop");
    await expect(opening).rejects.toMatchObject({
      code: "unavailable",
      message:
        "PostgreSQL at 127.0.0.1:1/shop cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL and that the server runs.",
    });
  });

  test("says that the database is missing", async () => {
    const url = new URL(serverUrl);
    url.pathname = "/missing";
    await expect(open(url.href)).rejects.toThrow('database "missing" does not exist');
  });

  test("gives a ping up after two seconds when the server is silent", async () => {
    const proxy = await startProxy(serverUrl);
    const store = await open(proxy.url);
    proxy.freeze();
    await expect(store.ping()).rejects.toMatchObject({ code: "unavailable" });
    proxy.thaw();
    await expect.poll(() => store.ping().then(() => "answers")).toBe("answers");
    await store.close();
    await proxy.close();
  });

  test("lifts the time limit of statements for work on the schema", async () => {
    const store = await open(serverUrl);
    const readLimit = sql`select current_setting('statement_timeout') as "limit"`;
    expect(await store.db.execute(readLimit)).toMatchObject({ rows: [{ limit: "10s" }] });
    expect(await store.maintain((tx) => tx.execute(readLimit))).toMatchObject({ rows: [{ limit: "0" }] });
    await store.close();
  });
});
