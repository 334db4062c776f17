import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rowsOf } from "#lib/store/rows-of.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { change, findingOf, fire, inhibit, openChannel, resolve } from "../testing/alerts-to-tell.ts";
import { notifying } from "../testing/notifying.ts";
import { changeChannel } from "./change-channel.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { tellHeldBack } from "./tell-held-back.ts";

const deliveriesOf = async (store: Store) => (await listDeliveries({ store }, { limit: 200 })).deliveries;

describeOnEveryStore("an alert that is held back", (open) => {
  const silence = (store: Store, minutes: number) =>
    store.db.execute(sql`
      insert into silences (id, matcher, comment, created_by, starts_at, ends_at)
      values ('one', 'subject:order-service', '', 'operator', now(), now() + ${minutes} * interval '1 minute')
      on conflict (id) do update set ends_at = excluded.ends_at`);

  test("by a silence is told once that is over and it still fires, and only then", async () => {
    const store = await open();
    await openChannel(store);
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
    await openChannel(store);
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
    await openChannel(store);
    await tellHeldBack(store);
    const [first, second] = held;
    if (first) await resolve(store, [first]);
    if (second) await inhibit(store, second, null);
    await tellHeldBack(store);
    const told = (await deliveriesOf(store)).filter(({ alertId }) => alertId !== cause?.id);
    expect(told).toMatchObject([{ alertId: second?.id, event: "firing" }]);
  });

  test("is left in peace where no channel's filter fits it", async () => {
    const store = await open();
    await openChannel(store, { matcher: "subject:user-service" });
    await fire(store, [findingOf("order-service")]);
    // PostgreSQL notes in the row who locked it last.
    const locker = async () => rowsOf(await store.db.execute(sql`select xmax::text as by from alerts`));
    const before = await locker();
    await tellHeldBack(store);
    expect(await locker()).toEqual(before);
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
