import { sql } from "drizzle-orm";
import { describe, expect, inject, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { ask } from "./ask.ts";
import { openPostgres } from "./open-postgres.ts";
import { describeOnEveryStore, silentLog } from "./testing/every-store.ts";
import { startProxy } from "./testing/start-proxy.ts";

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: unknown) => asAppError(error)?.code ?? "not ours",
  );

const serverUrl = inject("postgresServer")?.url ?? "";

describe.skipIf(serverUrl === "")("a database that went away", () => {
  test("is unavailable, and says when to come back", async () => {
    const proxy = await startProxy(serverUrl);
    const store = await openPostgres({ databaseUrl: proxy.url, poolSize: 1, log: silentLog });
    const question = () => ask(store, (db) => db.execute(sql`select 1`));
    await proxy.close();
    const failure = await question().catch((error: unknown) => asAppError(error));
    expect(failure).toMatchObject({ code: "unavailable", headers: { "retry-after": "5" } });
    await store.close();
  });
});

describeOnEveryStore("a question", (open) => {
  test("is answered", async () => {
    const store = await open();
    expect(await codeOf(ask(store, (db) => db.execute(sql`select 1`)))).toBe("answered");
  });

  test("that is wrong stays a bug of ours", async () => {
    const store = await open();
    expect(await codeOf(ask(store, (db) => db.execute(sql`select nonsense`)))).toBe("not ours");
    expect(await codeOf(ask(store, (db) => db.execute(sql`select 1 / 0`)))).toBe("not ours");
    expect(await codeOf(ask(store, () => Promise.reject(new TypeError("a bug"))))).toBe("not ours");
  });

  test("that is wrong is told with the database's reason, and without what was asked for", async () => {
    const store = await open();
    const question = ask(store, (db) => db.execute(sql`select ${"secret-visitor"}::text, 1 / ${0}::int`));
    const error = await question.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: "a statement failed: division by zero",
      stack: expect.not.stringContaining("secret-visitor"),
      cause: { code: "22012" },
    });
  });
});
