import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { openStore } from "#lib/store/open.ts";
import { describeOnEveryStore, silentLog } from "#lib/store/testing/every-store.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import type { Store } from "#lib/store/types.ts";
import { claimEvents, dropOldest, putEvents, readFigures } from "./outbox.ts";
import { type LogReceiver, startLogReceiver } from "./testing/log-receiver.ts";
import { makeEvents, type Sending, startSending } from "./testing/outbox-under-test.ts";

let receiver: LogReceiver;
const senders: Sending[] = [];
beforeEach(async () => {
  receiver = await startLogReceiver();
});
afterEach(async () => {
  for (const { drain } of senders.splice(0)) await drain.close(0);
  await receiver.down();
});

const send = (store: Store, limitMs?: number) => {
  const sending = startSending(store, receiver.url, limitMs);
  senders.push(sending);
  return sending;
};
const idsOf = (events: readonly { signalId: string }[]) => events.map(({ signalId }) => signalId).toSorted();
const arrived = () => receiver.accepted.map((event) => event.signal_id).toSorted();
const emptied = (store: Store) =>
  expect.poll(() => readFigures(store), { timeout: 60_000 }).toMatchObject({ waiting: 0 });

describeOnEveryStore("the outbox", (open) => {
  test("sends every event once, as it is, and counts it", async () => {
    const store = await open();
    const events = makeEvents(700);
    await putEvents(store, events);
    send(store);
    await emptied(store);
    expect(arrived()).toEqual(idsOf(events));
    expect(receiver.requests[0]).toMatchObject({
      path: "/ingest/logs",
      headers: { "content-type": "application/json" },
    });
    expect(new Set(receiver.requests.map(({ body }) => body))).toEqual(
      new Set(events.map(({ text }) => text)),
    );
    expect(await readFigures(store)).toMatchObject({ sent: 700, dropped: 0, oldestMs: undefined });
  });

  test("keeps its events while nothing listens, tells why, and sends them afterwards", async () => {
    const store = await open();
    await receiver.down();
    const events = makeEvents(40);
    await putEvents(store, events);
    const { troubles, said } = send(store);
    await expect.poll(troubles.now).toMatch(/ECONNREFUSED/);
    expect(await readFigures(store)).toMatchObject({ waiting: 40, oldestMs: Date.UTC(2031, 0, 1) });
    await receiver.up();
    await emptied(store);
    expect(arrived()).toEqual(idsOf(events));
    expect(troubles.now()).toBeUndefined();
    expect(said).toEqual(["log events wait: the receiver takes none", "the receiver takes log events again"]);
  });

  test("leaves a receiver alone for as long as it asked", async () => {
    const store = await open();
    receiver.mood = { how: "answers", status: 429, headers: { "retry-after": "2" } };
    await putEvents(store, makeEvents(100));
    send(store);
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(0);
    receiver.mood = { how: "well" };
    await emptied(store);
    const moments = receiver.requests.map(({ atMs }) => atMs);
    const pauses = moments.slice(1).map((atMs, nth) => atMs - (moments[nth] ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThan(1_900);
    // Those that were under way when the first was refused; nobody came in between.
    expect(moments.filter((atMs) => atMs - (moments[0] ?? 0) < 1_900).length).toBeLessThanOrEqual(17);
  });

  test.each([
    ["an error", { how: "answers", status: 500 }],
    ["a key it does not know", { how: "answers", status: 401 }],
    ["an address where it is not yet", { how: "answers", status: 404 }],
    ["a reset", { how: "reset" }],
    ["silence", { how: "hang" }],
    ["half an answer", { how: "partial" }],
  ] as const)("sends again after %s, under the same ids", async (_, mood) => {
    const store = await open();
    receiver.mood = mood;
    const events = makeEvents(30);
    await putEvents(store, events);
    send(store, 500);
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(0);
    receiver.mood = { how: "well" };
    await emptied(store);
    expect([...new Set(arrived())]).toEqual(idsOf(events));
    const sentIds = receiver.requests.map(({ body }) => JSON.parse(body).signal_id);
    expect(sentIds.length).toBeGreaterThan(new Set(sentIds).size);
    expect(await readFigures(store)).toMatchObject({ sent: 30, dropped: 0 });
  });

  test("drops and counts what the receiver refuses for good, and says so once", async () => {
    const store = await open();
    const isBad = ({ message }: { message: string }) => message.startsWith("bad");
    receiver.mood = { how: "answers", status: 422, to: isBad };
    const good = makeEvents(20, "good");
    await putEvents(store, [...makeEvents(10, "bad"), ...good]);
    const { said } = send(store);
    await emptied(store);
    expect(arrived()).toEqual(idsOf(good));
    expect(await readFigures(store)).toMatchObject({ sent: 20, dropped: 10 });
    expect(said).toEqual(["the receiver refused a log event; it is dropped and counted"]);
  });

  test("one that always fails holds up no other", async () => {
    const store = await open();
    receiver.mood = { how: "answers", status: 500, to: ({ message }) => message.startsWith("bad") };
    const good = makeEvents(60, "good");
    await putEvents(store, [...makeEvents(3, "bad"), ...good]);
    send(store);
    await expect.poll(() => readFigures(store)).toMatchObject({ waiting: 3, sent: 60 });
    expect(arrived()).toEqual(idsOf(good));
  });

  test("drops the oldest that nobody has in hand when there are too many, and counts them", async () => {
    const store = await open();
    await putEvents(store, makeEvents(5, "in hand"));
    expect(await claimEvents(store, 5, 60_000)).toHaveLength(5);
    await putEvents(store, makeEvents(45));
    expect(await dropOldest(store, 20)).toBe(30);
    expect(await dropOldest(store, 20)).toBe(0);
    expect(await readFigures(store)).toMatchObject({ waiting: 20, dropped: 30 });
    const { rows } = (await store.db.execute(
      "select event::json ->> 'message' as message from shipping_outbox order by position",
    )) as unknown as { rows: { message: string }[] };
    expect(rows.map(({ message }) => message).slice(3, 7)).toEqual([
      "in hand 3",
      "in hand 4",
      "event 30",
      "event 31",
    ]);
  });

  test("takes an event that it has already no second time", async () => {
    const store = await open();
    const events = makeEvents(3);
    await putEvents(store, events);
    await putEvents(store, [...events, ...makeEvents(1)]);
    expect(await readFigures(store)).toMatchObject({ waiting: 4 });
  });

  test("takes back what a process that died had in hand, once its time is over", async () => {
    const store = await open();
    await putEvents(store, makeEvents(2));
    expect(await claimEvents(store, 1, 60_000)).toHaveLength(1);
    expect(await claimEvents(store, 1, 1)).toHaveLength(1);
    await expect.poll(() => claimEvents(store, 9, 60_000)).toHaveLength(1);
    expect(await claimEvents(store, 9, 60_000)).toHaveLength(0);
  });
});

const server = inject("postgresServer");
describe.skipIf(server === undefined)("two processes on one outbox", () => {
  test("share the work, and send no event twice", async () => {
    const { url = "", template } = server ?? {};
    const database = await createDatabase(url, template);
    const open = () => openStore({ databaseUrl: database.url, dataDir: "", poolSize: 4, log: silentLog });
    const [one, other] = [await open(), await open()];
    try {
      const events = makeEvents(5_000);
      await putEvents(one, events);
      const before = [send(one), send(other)];
      await emptied(one);
      for (const { drain } of before) await drain.close(1_000);
      // Counted as they came, before anything is taken for a duplicate.
      expect(receiver.accepted).toHaveLength(5_000);
      expect(arrived()).toEqual(idsOf(events));
      expect(await readFigures(other)).toMatchObject({ sent: 5_000, dropped: 0 });
      const connections = new Set(receiver.requests.map(({ port }) => port));
      expect(connections.size).toBeGreaterThan(16);
    } finally {
      await one.close();
      await other.close();
      await database.drop();
    }
  });
});
