// What waits at the same moment for one channel, of one rule and with the same news, is one message.
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebhookBody, WebhookGroupBody } from "#lib/contract/alert.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { change, findingOf, fire, openChannel, resolve } from "../testing/alerts-to-tell.ts";
import { type HookReceiver, type Received, startHookReceiver, well } from "../testing/hook-receiver.ts";
import { notifying } from "../testing/notifying.ts";
import type { Finding } from "../types.ts";
import { changeChannel } from "./change-channel.ts";
import { claimMessages } from "./claim-messages.ts";
import { mostAttempts } from "./deliver.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { forgetClaims } from "./outbox.ts";
import { type Sender, startSender } from "./sender.ts";

let receiver: HookReceiver;
const senders: Sender[] = [];
beforeEach(async () => {
  receiver = await startHookReceiver();
});
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close(0);
  await receiver.close();
});

async function start(store: Store): Promise<Sender> {
  const sender = await startSender(notifying(store));
  senders.push(sender);
  return sender;
}
const offline = (count: number, given: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, nth) =>
    findingOf(`V${nth}`, { kind: "vendor", rule: "vendor-status", ...given }),
  );
type Told = { id: string; event: string; alerts: { id: string }[] };
const toldIn = ({ body }: Received): Told => {
  const said = JSON.parse(body);
  if ("alerts" in said) return WebhookGroupBody.parse(said);
  const { alert, ...rest } = WebhookBody.parse(said);
  return { ...rest, alerts: [alert] };
};
const idsOf = (alerts: readonly { id: string }[]) => alerts.map(({ id }) => id).toSorted();
const waiting = async ({ db }: Store) =>
  rowsOf(await db.execute(sql`select 1 from notifications where next_attempt_at is not null`)).length;
const hurry = ({ db }: Store) =>
  db.execute(sql`update notifications set next_attempt_at = now() where next_attempt_at is not null`);
const hurried = async (store: Store) => {
  await hurry(store);
  return waiting(store);
};
const deliveries = async (store: Store) => (await listDeliveries({ store }, { limit: 200 })).deliveries;
const rooms = { usual: 100, of: {} };

describeOnEveryStore("many alerts of one moment", (open) => {
  test("are few messages, in which each stands once, and its own history says that it was told", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    const alerts = await fire(store, offline(200));
    await start(store);
    await expect.poll(() => waiting(store)).toBe(0);
    const told = receiver.taken.map(toldIn);
    expect(told.map((one) => one.alerts.length)).toEqual([100, 100]);
    expect(idsOf(told.flatMap((one) => one.alerts))).toEqual(idsOf(alerts));
    const rows = await deliveries(store);
    expect(new Set(rows.map(({ messageId }) => messageId))).toEqual(new Set(told.map(({ id }) => id)));
    expect(rows.every(({ state, attempts }) => state === "sent" && attempts === 1)).toBe(true);
    const events = rowsOf(
      await store.db.execute(sql`select alert_id as id from alert_events where what = 'notified'`),
    );
    expect(idsOf(events as { id: string }[])).toEqual(idsOf(alerts));
  });

  test("are apart where the channel, the rule or the news is another; one alone has its own words and id", async () => {
    const store = await open();
    await openChannel(store, { address: `${receiver.url}/all` });
    await openChannel(store, { address: `${receiver.url}/one`, matcher: "subject:V1 rule:latency" });
    const [first, ...others] = await fire(store, offline(6));
    const slow = await fire(store, offline(3, { rule: "latency" }));
    if (!first) throw new Error("nothing fires");
    const sender = await start(store);
    await expect.poll(() => waiting(store)).toBe(0);
    await sender.close(0);
    await change(store, first, { severity: "cherry" });
    await resolve(store, others);
    await start(store);
    await expect.poll(() => waiting(store)).toBe(0);
    const of = (path: string) => receiver.taken.filter((one) => one.path === path).map(toldIn);
    const shape = (path: string) => of(path).map(({ event, alerts }) => `${event} ${idsOf(alerts)}`);
    expect(shape("/all").toSorted()).toEqual(
      [
        `firing ${idsOf([first, ...others])}`,
        `firing ${idsOf(slow)}`,
        `worsened ${first.id}`,
        `resolved ${idsOf(others)}`,
      ].toSorted(),
    );
    expect(shape("/one")).toEqual([`firing ${slow[1]?.id}`]);
    const [alone] = receiver.taken.filter(({ path }) => path === "/one");
    expect(Object.keys(JSON.parse(alone?.body ?? ""))).toEqual(["id", "event", "at", "alert"]);
    const row = (await deliveries(store)).find(({ messageId }) => messageId === of("/one")[0]?.id);
    expect(row?.id).toBe(row?.messageId);
  });

  test("stay the same message through every trouble; what fires meanwhile is another", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    const early = await fire(store, offline(5));
    receiver.answer = () => ({ status: 503 });
    const sender = await start(store);
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(0);
    await sender.close(5_000);
    const late = await fire(store, offline(4, { item: "later" }));
    const troubles = ["reset", "lost", { status: 500 }] as const;
    receiver.answer = () => troubles[receiver.requests.length - 2] ?? well;
    await start(store);
    await expect.poll(() => hurried(store)).toBe(0);
    const byId = Map.groupBy(receiver.requests, ({ headers }) => headers["webhook-id"]);
    expect(byId.size).toBe(2);
    for (const [id, requests] of byId) {
      expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
      expect(toldIn(requests[0] as Received).id).toBe(id);
    }
    const members = [...byId.values()].map(([one]) => idsOf(toldIn(one as Received).alerts));
    expect(members).toEqual([idsOf(early), idsOf(late)]);
  });

  test("are the same message after the process that sent it was killed", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    await fire(store, offline(5));
    const [killed, ...none] = await claimMessages(store, 9, rooms, 1);
    expect(none).toEqual([]);
    await fire(store, offline(5, { item: "later" }));
    await expect.poll(() => claimMessages(store, 1, rooms, 1)).toMatchObject([{ notice: killed?.notice }]);
    await forgetClaims(store);
    const [again, other] = await claimMessages(store, 9, rooms, 60_000);
    expect(again).toEqual(killed);
    expect(other?.members).toHaveLength(5);
    expect(await claimMessages(store, 9, rooms, 60_000)).toEqual([]);
  });

  test("are given up together, each with its own history, and when the channel is switched off", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    const alerts = await fire(store, offline(3));
    receiver.answer = () => ({ status: 503 });
    await start(store);
    await expect.poll(async () => (await deliveries(store)).every(({ attempts }) => attempts > 0)).toBe(true);
    await store.db.execute(sql`update notifications set attempts = ${mostAttempts - 1}`);
    await expect.poll(() => hurried(store)).toBe(0);
    expect((await deliveries(store)).map(({ state, problem }) => `${state}: ${problem}`)).toEqual(
      Array.from({ length: 3 }, () => "given-up: The receiver answered 503"),
    );
    const events = rowsOf(
      await store.db.execute(sql`select alert_id as id from alert_events where what = 'not-notified'`),
    );
    expect(idsOf(events as { id: string }[])).toEqual(idsOf(alerts));
    const { id } = await openChannel(store, { address: receiver.url, matcher: "rule:latency" });
    await fire(store, offline(3, { rule: "latency" }));
    await changeChannel(notifying(store), id, { enabled: false });
    const off = (await deliveries(store)).filter(({ channelId }) => channelId === id);
    expect(off.map(({ state }) => state)).toEqual(["given-up", "given-up", "given-up"]);
  });

  test("are told on their own where a release without messages may have sent them already", async () => {
    const store = await open();
    await openChannel(store, { address: receiver.url });
    await fire(store, offline(5));
    const [tried, inHand] = (await deliveries(store)).map(({ id }) => id);
    await store.db.execute(sql`update notifications set attempts = 1 where id = ${tried}`);
    await store.db.execute(sql`update notifications set claimed_until = now() where id = ${inHand}`);
    await start(store);
    await expect.poll(() => waiting(store)).toBe(0);
    const told = receiver.taken.map(toldIn);
    const sizes = new Map(told.map(({ id, alerts }) => [id, alerts.length]));
    expect(sizes.size).toBe(3);
    expect([sizes.get(tried ?? ""), sizes.get(inHand ?? "")]).toEqual([1, 1]);
    expect(new Set(told.flatMap(({ alerts }) => idsOf(alerts))).size).toBe(5);
  });

  test("are one message for whoever asks first, though several processes ask at once", async () => {
    const store = await open();
    await openChannel(store);
    const alerts = await fire(store, offline(90));
    const several = Array.from({ length: 4 }, () => claimMessages(store, 9, rooms, 60_000));
    const claimed = (await Promise.all(several)).flat();
    // Who met in the middle took nothing; it is there for the next one to look.
    const rest = await claimMessages(store, 9, rooms, 60_000);
    const all = [...claimed, ...rest];
    expect(all.map(({ members }) => members.length)).toEqual([90]);
    expect(idsOf(all.flatMap(({ notice }) => notice.alerts))).toEqual(idsOf(alerts));
  });
});
