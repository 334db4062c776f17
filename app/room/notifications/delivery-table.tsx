import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Delivery } from "#lib/contract/alert-answers.ts";
import { alertHref } from "#lib/contract/evidence-links.ts";
import { eventWords } from "./channel-words.ts";

type Props = {
  deliveries: readonly Delivery[];
  /** Where only one channel's are shown. */
  channelName: string | undefined;
  isPart: boolean;
  all: string;
  older: string | undefined;
};

export function DeliveryTable({ deliveries, channelName, isPart, all, older }: Props) {
  return (
    <section aria-labelledby="deliveries">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h2 id="deliveries" className="display text-xl">
          {channelName === undefined ? "What was told" : `What ${channelName} was told`}
        </h2>
        {isPart ? <LinkButton href={all}>All, from the newest</LinkButton> : null}
      </div>
      {deliveries.length === 0 ? (
        <EmptyState title="Nothing was told">
          {isPart
            ? "No notification is as this address asks."
            : "Once an alert fires that a channel wants to know, it stands here, with every attempt and what became of it."}
        </EmptyState>
      ) : (
        <Table caption="Notifications, the newest first">
          <thead>
            <tr>
              <HeaderCell>When</HeaderCell>
              <HeaderCell>Alert</HeaderCell>
              <HeaderCell>Channel</HeaderCell>
              <HeaderCell>What became of it</HeaderCell>
              <HeaderCell className="text-right">Attempts</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </tbody>
        </Table>
      )}
      {older ? (
        <p className="mt-4">
          <LinkButton href={older}>Older</LinkButton>
        </p>
      ) : null}
    </section>
  );
}

const marks = {
  sent: { severity: "green", ink: "text-green", word: "Sent" },
  waiting: { severity: "yellow", ink: "text-yellow", word: "Waiting" },
  "given-up": { severity: "red-high", ink: "text-red-high", word: "Given up" },
} as const;

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { alertId, event, channelName, state, attempts, createdAt, nextAttemptAt, problem } = delivery;
  const { severity, ink, word } = marks[state];
  return (
    <Row>
      <RowHeader className="whitespace-nowrap">
        <Time iso={createdAt} className="figures text-sm" />
      </RowHeader>
      <Cell className="whitespace-nowrap">
        <SiteLink href={alertHref(alertId)} className="text-cobalt underline">
          {eventWords[event]}
          <span className="sr-only"> {alertId}</span>
        </SiteLink>
      </Cell>
      <Cell className="min-w-32 break-words">{channelName}</Cell>
      <Cell className="min-w-56">
        <span className="flex items-start gap-1.5">
          <SeverityGlyph severity={severity} className={`mt-[3px] ${ink}`} />
          <span className="min-w-0">
            {word}
            {state === "waiting" && attempts > 0 && nextAttemptAt ? (
              <>
                {", again at "}
                <Time iso={nextAttemptAt} className="figures text-sm" />
              </>
            ) : null}
            {problem ? <span className="block text-sm break-words text-muted">{problem}</span> : null}
          </span>
        </span>
      </Cell>
      <Cell className="figures text-right">{attempts}</Cell>
    </Row>
  );
}
