import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { WebhookBody } from "#lib/contract/alert.ts";
import { serviceRules } from "#lib/contract/alert-words.ts";
import { vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { openStore } from "#lib/store/open.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { describeOnEveryStore, silentLog } from "#lib/store/testing/every-store.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import type { Store } from "#lib/store/types.ts";
import { change, findingOf, fire, openChannel, resolve } from "../testing/alerts-to-tell.ts";
import { type Answer, type HookReceiver, startHookReceiver, well } from "../testing/hook-receiver.ts";
import { notifying } from "../testing/notifying.ts";
import { changeChannel } from "./change-channel.ts";
import { claimMessages } from "./claim-messages.ts";
import { mostAttempts } from "./deliver.ts";
import { listChannels } from "./list-channels.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { pruneNotices } from "./outbox.ts";
import { type Sender, startSender } from "./sender.ts";
import { tellHeldBack } from "./tell-held-back.ts";

let receiver: HookReceiver;
const senders: Sender[] = [];
beforeEach(async () => {
  receiver = await startHookReceiver();
});
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close(0);
  await receiver.close();
});

async function start(store: Store) {
  const ctx = notifying(store);
  senders.push(await startSender(ctx));
  return ctx;
}
const bodies = () => receiver.taken.map(({ body }) => WebhookBody.parse(JSON.parse(body)));
const alertsIn = ({ body }: { body: string }): { id: string }[] => {
  const { alert, alerts = [alert] } = JSON.parse(body);
  return alerts;
};
const told = () => bodies().map(({ event, alert }) => `${alert.id} ${event}`);
const rules = [...serviceRules, ...vendorQuestions];
const ask = { limit: 200 };
const rooms = { usual: 100, of: {} };
const deliveriesOf = async (store: Store) => (await listDeliveries({ store }, ask)).deliveries;
const waiting = async (store: Store) =>
  (await deliveriesOf(store)).filter(({ state }) => state === "waiting").length;
const countWaiting = async (store: Store) =>
  rowsOf(await store.db.execute(sql`select 1 from notifications where next_attempt_at is not null`)).length;
/** Nothing waits for its time any longer. */
const hurry = (store: Store) =>
  store.db.execute(sql`update notifications set next_attempt_at = now() where next_attempt_at is not null`);

describeOnEveryStore("an alert", (open) => {
  test("is told to every channel that wants to know, once, and when it is worse or over", async () => {
    const store = await open();
    await openChannel(store, { address: `${receiver.url}/all` });
    await openChannel(store, { address: `${receiver.url}/cherry`, from: "cherry" });
    await openChannel(store, { address: `${receiver.url}/payments`, matcher: "subject:payment-service" });
    await openChannel(store, { address: `${receiver.url}/off`, enabled: false });
    await start(store);
    const [alert] = await fire(store, [findingOf("order-service")]);
    if (!alert) throw new Error("nothing fires");
    const worse = await change(store, alert, { severity: "cherry" });
    const better = await change(store, worse, { severity: "yellow" });
    await resolve(store, [better]);
    await expect.poll(() => receiver.taken.length).toBe(5);
    await expect.poll(() => waiting(store)).toBe(0);
    const toldAt = (path: string) =>
      receiver.taken.filter((one) => one.path === path).map(({ body }) => JSON.parse(body).event);
    expect(toldAt("/all")).toEqual(["firing", "worsened", "resolved"]);
    expect(toldAt("/cherry")).toEqual(["firing", "resolved"]);
    expect(receiver.taken.length).toBe(5);
    expect(bodies()[0]).toMatchObject({
      alert: {
        id: alert.id,
        title: "order-service fails",
        link: `https://shop.example/room/alerts/${alert.id}`,
      },
    });
  });

  test("is told with its change or not at all", async () => {
    const store = await open();
    await openChannel(store);
    const failing = store.db.transaction(async (tx) => {
      await fire({ db: tx }, [findingOf("order-service")]);
      throw new Error("the power fails");
    });
    await expect(failing).rejects.toThrow("the power fails");
    expect(await deliveriesOf(store)).toEqual([]);
  });

  test("is told again after any trouble, under the same id and with the same words", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    const answers: Answer[] = [{ status: 500 }, "reset", "lost", { status: 404 }];
    receiver.answer = () => answers.shift() ?? well;
    await start(store);
    await fire(store, [findingOf("order-service")]);
    await expect
      .poll(async () => {
        await hurry(store);
        return waiting(store);
      })
      .toBe(0);
    expect(receiver.requests).toHaveLength(5);
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
    const [delivery] = await deliveriesOf(store);
    expect(delivery).toMatchObject({ state: "sent", attempts: 5, problem: "The receiver answered 404" });
  });

  test("is told no sooner than the receiver asked for", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    receiver.answer = () => ({ status: 429, headers: { "retry-after": "1800" } });
    await start(store);
    await fire(store, [findingOf("order-service")]);
    await expect.poll(async () => (await deliveriesOf(store))[0]?.attempts).toBe(1);
    const result = await store.db.execute(
      sql`select extract(epoch from next_attempt_at - now())::float8 as seconds from notifications`,
    );
    expect(Number(rowsOf(result)[0]?.seconds)).toBeGreaterThan(1_700);
  });

  test("is given up after so many attempts, which is said and stands in its history", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url, name: "night shift" });
    receiver.answer = () => ({ status: 503 });
    const [alert] = await fire(store, [findingOf("order-service")]);
    await store.db.execute(sql`update notifications set attempts = ${mostAttempts - 2}`);
    const { said } = await start(store);
    await expect.poll(async () => (await deliveriesOf(store))[0]?.attempts).toBe(mostAttempts - 1);
    expect(await waiting(store)).toBe(1);
    await hurry(store);
    await expect
      .poll(() => deliveriesOf(store))
      .toMatchObject([{ state: "given-up", attempts: mostAttempts }]);
    await expect.poll(() => said).toContain("a notification was given up");
    const events = await store.db.execute(
      sql`select what, note from alert_events where alert_id = ${alert?.id ?? ""} order by position desc limit 1`,
    );
    expect(rowsOf(events)).toEqual([{ what: "not-notified", note: "webhook: night shift" }]);
    expect((await listChannels(notifying(store))).channels).toMatchObject([
      { sent: 0, waiting: 0, givenUp: 1, lastProblem: "The receiver answered 503" },
    ]);
  });

  test("is told in order, though the first attempt fails", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    const [alert] = await fire(store, [findingOf("order-service")]);
    if (alert) await resolve(store, [alert]);
    let failures = 1;
    receiver.answer = () => (failures-- > 0 ? { status: 500 } : well);
    await start(store);
    await expect.poll(() => receiver.requests.length).toBe(1);
    await hurry(store);
    await expect.poll(told).toEqual([`${alert?.id} firing`, `${alert?.id} resolved`]);
  });

  test("that is open for months is not told again, and its end is told", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    await start(store);
    const [alert] = await fire(store, [findingOf("order-service")]);
    await expect.poll(() => waiting(store)).toBe(0);
    const pass = () =>
      store.db.execute(sql`update notifications set created_at = created_at - interval '40 days'`);
    await pass();
    await pruneNotices(store);
    await tellHeldBack(store);
    if (alert) await resolve(store, [alert]);
    await expect.poll(told).toEqual([`${alert?.id} firing`, `${alert?.id} resolved`]);
    await expect.poll(() => waiting(store)).toBe(0);
    await pass();
    await pruneNotices(store);
    expect(await deliveriesOf(store)).toEqual([]);
  });

  test("holds up no other channel when its own does not answer", async () => {
    const store = await open();
    await openChannel(store, { address: `${receiver.url}/hangs` });
    await openChannel(store, { address: `${receiver.url}/works` });
    receiver.answer = ({ path }) => (path === "/hangs" ? "hang" : well);
    await start(store);
    // One message for each rule.
    await fire(
      store,
      rules.map((rule) => findingOf("order-service", { rule })),
    );
    await expect.poll(() => receiver.taken.length).toBe(rules.length);
    expect(receiver.requests.filter(({ path }) => path === "/hangs").length).toBeLessThanOrEqual(4);
  });
});

const server = inject("postgresServer");
describe.skipIf(server === undefined)("several processes on one outbox", () => {
  test("share the work, and tell nothing twice", async () => {
    const database = await createDatabase(server?.url ?? "", server?.template);
    const open = () => openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog });
    const stores = await Promise.all([open(), open(), open()]);
    const [store] = stores;
    if (!store) throw new Error("no store");
    await openChannel(store, { address: receiver.url });
    for (let nth = 0; nth < 9; nth += 1) await openChannel(store, { address: `${receiver.url}/${nth}` });
    await Promise.all(stores.map(start));
    const fired = Array.from({ length: 30 }, (_, nth) => nth);
    await Promise.all(fired.map((nth) => fire(store, [findingOf(`one-${nth}`), findingOf(`two-${nth}`)])));
    await expect.poll(() => countWaiting(store)).toBe(0);
    const tellings = receiver.taken.flatMap((one) => alertsIn(one).map(({ id }) => `${one.path} ${id}`));
    expect(tellings).toHaveLength(10 * 60);
    expect(new Set(tellings).size).toBe(10 * 60);
    for (const sender of senders.splice(0)) await sender.close(0);
    for (const one of stores) await one.close();
    await database.drop();
  });

  test("leave nothing waiting for a channel that is switched off while it is told", async () => {
    const database = await createDatabase(server?.url ?? "", server?.template);
    const store = await openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog });
    const { id } = await openChannel(store);
    let switchingOff: Promise<unknown> = Promise.resolve();
    let isOff = false;
    await store.db.transaction(async (tx) => {
      await fire({ db: tx }, [findingOf("order-service")]);
      switchingOff = changeChannel(notifying(store), id, { enabled: false }).then(() => {
        isOff = true;
      });
      const held = async () =>
        rowsOf(await tx.execute(sql`select 1 from pg_locks where not granted`)).length > 0;
      await expect.poll(async () => isOff || (await held())).toBe(true);
    });
    await switchingOff;
    expect(await deliveriesOf(store)).toMatchObject([{ state: "given-up" }]);
    await store.close();
    await database.drop();
  });

  test("take a message whole or not at all, though somebody holds a part of it", async () => {
    const database = await createDatabase(server?.url ?? "", server?.template);
    const store = await openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog });
    await openChannel(store, { address: receiver.url });
    await fire(store, [findingOf("order-service"), findingOf("user-service"), findingOf("cart-service")]);
    await store.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from notifications order by position limit 1 for update`);
      expect(await claimMessages(store, 9, rooms, 60_000)).toEqual([]);
    });
    const [message, ...others] = await claimMessages(store, 9, rooms, 60_000);
    expect(message?.members).toHaveLength(3);
    expect(others).toEqual([]);
    await store.close();
    await database.drop();
  });

  test("take over what one that died had in hand, once its time is over", async () => {
    const database = await createDatabase(server?.url ?? "", server?.template);
    const store = await openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog });
    await openChannel(store, { address: receiver.url });
    await fire(store, [findingOf("order-service"), findingOf("user-service", { rule: "latency" })]);
    expect(await claimMessages(store, 1, rooms, 60_000)).toHaveLength(1);
    expect(await claimMessages(store, 9, rooms, 1)).toHaveLength(1);
    await expect.poll(() => claimMessages(store, 9, rooms, 60_000)).toHaveLength(1);
    expect(await claimMessages(store, 9, rooms, 60_000)).toHaveLength(0);
    await store.close();
    await database.drop();
  });
});
