import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Delivery } from "#lib/contract/alert-answers.ts";

const events: Record<Delivery["event"], string> = {
  firing: "firing",
  worsened: "got worse",
  resolved: "resolved",
};

export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0)
    return (
      <p className="rounded-md border border-line bg-panel px-4 py-3 text-muted">
        Nobody was told of it.{" "}
        <SiteLink href="/room/notifications" className="text-cobalt underline">
          Who is told of what
        </SiteLink>
      </p>
    );
  return (
    <Table caption="Notifications">
      <thead>
        <tr>
          <HeaderCell>Channel</HeaderCell>
          <HeaderCell>About</HeaderCell>
          <HeaderCell>What became of it</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id}>
            <RowHeader>{delivery.channelName}</RowHeader>
            <Cell>{events[delivery.event]}</Cell>
            <Cell className="text-sm">
              <Outcome delivery={delivery} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Outcome({ delivery: { state, attempts, sentAt, nextAttemptAt, problem } }: { delivery: Delivery }) {
  const tries = attempts > 1 ? `, attempt ${attempts}` : "";
  if (state === "sent")
    return (
      <>
        Sent
        {sentAt ? (
          <>
            {" "}
            <Time iso={sentAt} className="figures" />
          </>
        ) : null}
        {tries}
      </>
    );
  return (
    <>
      {state === "given-up" ? `Given up after ${attempts} attempts` : "Waiting"}
      {state === "waiting" && nextAttemptAt ? (
        <>
          , next try <Time iso={nextAttemptAt} className="figures" />
        </>
      ) : null}
      {problem ? <span className="block text-muted">{problem}</span> : null}
    </>
  );
}
