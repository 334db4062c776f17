import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { listChannels } from "#lib/alerts/notify/list-channels.ts";
import { listDeliveries } from "#lib/alerts/notify/list-deliveries.ts";
import { DeliveryQuery } from "#lib/contract/alert.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { BoardOutOfReach } from "../alerts/board-out-of-reach.tsx";
import { addressOf, readQuery, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { ChannelList } from "./channel-list.tsx";
import { DeliveryList } from "./delivery-list.tsx";

export const metadata: Metadata = { title: "Notifications" };

const path = "/room/notifications";

export default async function NotificationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = readQuery(DeliveryQuery, await searchParams);
  const { channel, alert, cursor } = query;
  const read = await whileReachable(readBoth(query));
  return (
    <Page className="md:py-8">
      <h1 className="display text-2xl">Notifications</h1>
      <p className="mt-2 mb-6 max-w-prose text-muted">
        Who is told when an alert fires, gets worse and is over. What could not be sent is sent again, under
        the same id. Silenced and inhibited alerts are not told.
      </p>
      {read ? (
        <>
          <ChannelList {...read.channels} />
          <DeliveryList
            deliveries={read.deliveries.deliveries}
            channelName={read.channels.channels.find(({ id }) => id === channel)?.name}
            isPart={(channel ?? alert ?? cursor) !== undefined}
            all={path}
            nowMs={pageContext().clock.nowMs()}
            older={
              read.deliveries.next === null
                ? undefined
                : addressOf(path, { channel, alert, cursor: read.deliveries.next })
            }
          />
        </>
      ) : (
        <BoardOutOfReach again={addressOf(path, { channel, alert, cursor })} />
      )}
    </Page>
  );
}

async function readBoth(query: DeliveryQuery) {
  const { notifications } = pageContext();
  const channels = await listChannels(notifications);
  return { channels, deliveries: await readDeliveries(query) };
}

/** An address that was cut still shows the newest. */
async function readDeliveries(query: DeliveryQuery) {
  const { notifications } = pageContext();
  try {
    return await listDeliveries(notifications, query);
  } catch (error) {
    if (asAppError(error)?.code !== "validation_failed") throw error;
    return listDeliveries(notifications, { ...query, cursor: undefined });
  }
}
