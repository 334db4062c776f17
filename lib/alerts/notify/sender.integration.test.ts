import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { WebhookBody } from "#lib/contract/alert.ts";
import { openStore } from "#lib/store/open.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { describeOnEveryStore, silentLog } from "#lib/store/testing/every-store.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import type { Store } from "#lib/store/types.ts";
import { change, findingOf, fire, inhibit, openChannel, resolve } from "../testing/alerts-to-tell.ts";
import { type Answer, type HookReceiver, startHookReceiver, well } from "../testing/hook-receiver.ts";
import { notifying } from "../testing/notifying.ts";
import { changeChannel } from "./change-channel.ts";
import { mostAttempts } from "./deliver.ts";
import { listChannels } from "./list-channels.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { claimNotices } from "./outbox.ts";
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
const told = () => bodies().map(({ event, alert }) => `${alert.id} ${event}`);
const ask = { limit: 200 };
const rooms = { usual: 100, of: {} };
const deliveriesOf = async (store: Store) => (await listDeliveries({ store }, ask)).deliveries;
const waiting = async (store: Store) =>
  (await deliveriesOf(store)).filter(({ state }) => state === "waiting").length;
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

  test("holds up no other channel when its own does not answer", async () => {
    const store = await open();
    await openChannel(store, { address: `${receiver.url}/hangs` });
    await openChannel(store, { address: `${receiver.url}/works` });
    receiver.answer = ({ path }) => (path === "/hangs" ? "hang" : well);
    await start(store);
    await fire(
      store,
      Array.from({ length: 60 }, (_, nth) => findingOf(`service-${nth}`)),
    );
    await expect.poll(() => receiver.taken.length).toBe(60);
    expect(receiver.requests.filter(({ path }) => path === "/hangs").length).toBeLessThanOrEqual(4);
  });
});

describeOnEveryStore("an alert that is held back", (open) => {
  const silence = (store: Store, minutes: number) =>
    store.db.execute(sql`
      insert into silences (id, matcher, comment, created_by, starts_at, ends_at)
      values ('one', 'subject:order-service', '', 'operator', now(), now() + ${minutes} * interval '1 minute')
      on conflict (id) do update set ends_at = excluded.ends_at`);

  test("by a silence is told once that is over and it still fires, and only then", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    await silence(store, 5);
    const fired = await fire(
      store,
      Array.from({ length: 50 }, (_, nth) => findingOf("order-service", { item: `${nth}` })),
    );
    await tellHeldBack(store);
    expect(await deliveriesOf(store)).toEqual([]);
    await silence(store, -1);
    // Whoever has a connection already is there at the same moment.
    const several = [1, 2, 3, 4];
    await Promise.all(several.map(() => store.db.execute(sql`select pg_sleep(0.05)`)));
    await Promise.all(several.map(() => tellHeldBack(store)));
    await tellHeldBack(store);
    const deliveries = await deliveriesOf(store);
    expect(deliveries.map(({ alertId }) => alertId).toSorted()).toEqual(fired.map(({ id }) => id).toSorted());
    expect(new Set(deliveries.map(({ event }) => event))).toEqual(new Set(["firing"]));
  });

  test("that got worse meanwhile is told to be worse", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    const [alert] = await fire(store, [findingOf("order-service")]);
    await silence(store, 5);
    if (alert) await change(store, alert, { severity: "cherry" });
    await silence(store, -1);
    await tellHeldBack(store);
    await tellHeldBack(store);
    expect((await deliveriesOf(store)).map(({ event }) => event)).toEqual(["worsened", "firing"]);
  });

  test("by the alert of its cause is told when that is over; one that ended meanwhile never was", async () => {
    const store = await open();
    const [cause] = await fire(store, [findingOf("db-service")]);
    const found = await fire(store, [findingOf("order-service"), findingOf("user-service")]);
    const held = await Promise.all(found.map((alert) => inhibit(store, alert, cause?.id ?? "")));
    await openChannel(store, { address: receiver.url });
    await tellHeldBack(store);
    const [first, second] = held;
    if (first) await resolve(store, [first]);
    if (second) await inhibit(store, second, null);
    await tellHeldBack(store);
    const told = (await deliveriesOf(store)).filter(({ alertId }) => alertId !== cause?.id);
    expect(told).toMatchObject([{ alertId: second?.id, event: "firing" }]);
  });

  test("is nothing for a channel that came later, nor for one that is switched off", async () => {
    const store = await open();
    const [alert] = await fire(store, [findingOf("order-service")]);
    await openChannel(store, { createdAt: new Date(Date.UTC(2032, 0, 1)) });
    await tellHeldBack(store);
    expect(await deliveriesOf(store)).toEqual([]);
    const { id } = await openChannel(store);
    if (alert) await change(store, alert, { severity: "cherry" });
    await changeChannel(notifying(store), id, { enabled: false });
    const told = (await deliveriesOf(store)).filter(({ channelId }) => channelId === id);
    expect(told).toMatchObject([{ state: "given-up", problem: "The channel was switched off" }]);
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
    await fire(
      store,
      Array.from({ length: 300 }, (_, nth) => findingOf(`service-${nth}`)),
    );
    await Promise.all(stores.map(start));
    await expect.poll(() => waiting(store)).toBe(0);
    expect(receiver.taken).toHaveLength(300);
    expect(new Set(told()).size).toBe(300);
    for (const sender of senders.splice(0)) await sender.close(0);
    for (const one of stores) await one.close();
    await database.drop();
  });

  test("take over what one that died had in hand, once its time is over", async () => {
    const database = await createDatabase(server?.url ?? "", server?.template);
    const store = await openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog });
    await openChannel(store, { address: receiver.url });
    await fire(store, [findingOf("order-service"), findingOf("user-service")]);
    expect(await claimNotices(store, 1, rooms, 60_000)).toHaveLength(1);
    expect(await claimNotices(store, 9, rooms, 1)).toHaveLength(1);
    await expect.poll(() => claimNotices(store, 9, rooms, 60_000)).toHaveLength(1);
    expect(await claimNotices(store, 9, rooms, 60_000)).toHaveLength(0);
    await store.close();
    await database.drop();
  });
});
