import { HistoryBlocks } from "#components/alerts/history-blocks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { AlertDetail, Delivery } from "#lib/contract/alert-answers.ts";
import { DeliveryTable } from "./delivery-table.tsx";
import { EarlierAlerts } from "./earlier-alerts.tsx";
import { EventList } from "./event-list.tsx";

type Props = { detail: AlertDetail; deliveries: readonly Delivery[] };

/** What happened when, who did what, and how it was before. */
export function AlertStory({ detail: { events, blocks, earlier }, deliveries }: Props) {
  return (
    <div className="grid grid-cols-1 items-start gap-x-8 gap-y-8 lg:grid-cols-2">
      <section>
        <h2 className="display mb-3 text-lg">What happened</h2>
        <EventList events={events} />
      </section>
      <div className="grid grid-cols-1 gap-8">
        <section>
          <h2 className="display mb-3 text-lg">The last day</h2>
          <Panel className="px-4 pt-4 pb-3">
            <HistoryBlocks blocks={blocks} />
          </Panel>
        </section>
        <section>
          <h2 className="display mb-3 text-lg">Notifications</h2>
          <DeliveryTable deliveries={deliveries} />
        </section>
        <section>
          <h2 className="display mb-3 text-lg">Earlier ones</h2>
          <EarlierAlerts alerts={earlier} />
        </section>
      </div>
    </div>
  );
}
