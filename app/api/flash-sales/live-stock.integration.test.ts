import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { FlashSale } from "#lib/contract/flash-sale.ts";
import type { ClientEvents, FeedReply, ServerEvents } from "#lib/contract/live.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { createDatabase, runOn, type TestDatabase } from "#lib/store/testing/postgres-databases.ts";

const postgres = inject("postgresServer");
const patient = { timeout: 60_000 };

describe.skipIf(postgres === undefined)("a browser that joins the feed stock", () => {
  let database: TestDatabase;
  let server: RunningServer;
  const clients: Socket[] = [];

  beforeAll(async () => {
    database = await createDatabase(postgres?.url ?? "", postgres?.template);
    server = await startServer({ env: { SIMULATION_SPEED: "0", DATABASE_URL: database.url } });
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function join() {
    const client: Socket<ServerEvents, ClientEvents> = io(server.url, { transports: ["websocket"] });
    clients.push(client as unknown as Socket);
    const known: Record<string, unknown> = {};
    client.on("feed:delta", ({ changed, removed }) => {
      Object.assign(known, changed);
      for (const key of removed) delete known[key];
    });
    const reply: FeedReply = await client.emitWithAck("feed:join", { feed: "stock" });
    if (reply.ok) Object.assign(known, reply.snapshot.entries);
    return known;
  }
  async function open(units: number): Promise<string> {
    const answer = await post("/api/flash-sales", { sku: "FM-EL-01", units, priceMinor: 990 });
    return FlashSale.parse(await answer.json()).id;
  }
  const cookie = `visitor=${"a".repeat(32)}`;
  const post = (path: string, body: object) =>
    fetch(server.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID(), cookie },
      body: JSON.stringify(body),
    });
  const buy = (id: string) =>
    post(`/api/flash-sales/${id}/orders`, {
      card: { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123" },
    });

  test("knows every product and every sale at once", async () => {
    const id = await open(7);
    expect(await join()).toMatchObject({ [id]: 7, "FM-EL-01": expect.any(Number) });
  });

  test("hears of a sale that opens, and of each unit that goes", async () => {
    const known = await join();
    const id = await open(7);
    await expect.poll(() => known[id], patient).toBe(7);
    await buy(id);
    await expect.poll(() => known[id], patient).toBe(6);
  });

  test("hears of what another process sells", async () => {
    const id = await open(7);
    const known = await join();
    await runOn(database.url, `update flash_sales set left_units = 2 where id = '${id}'`);
    await runOn(database.url, "update products set stock = 77 where sku = 'FM-EL-01'");
    await expect.poll(() => [known[id], known["FM-EL-01"]], patient).toEqual([2, 77]);
  });

  test("no longer hears of a sale that is over", async () => {
    const id = await open(7);
    const known = await join();
    await runOn(
      database.url,
      `update flash_sales set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = '${id}'`,
    );
    await expect.poll(() => id in known, patient).toBe(false);
  });
});
