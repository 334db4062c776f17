"use client";

import { useFeedEntry, useLastKnown } from "#components/live/live-feed.tsx";
import { BreakerMark } from "#components/room/breaker-mark.tsx";
import { writeMetric, writeRate } from "#components/room/mesh-words.ts";
import { StatusChip } from "#components/room/status-chip.tsx";
import { say } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { edgeKey, type TopologyService } from "#lib/contract/mesh.ts";

type Props = {
  title: string;
  none: string;
  self: string;
  others: readonly string[];
  side: "callers" | "dependencies";
  services: readonly TopologyService[];
};

/** In a narrow place status and breaker stand below the name, so that no number is out of sight. */
const roomy = "hidden @xl:table-cell";
const narrow = "@xl:hidden";
const close = "px-2 first:pl-4 last:pr-4 @xl:px-4";

export function NeighbourTable({ title, none, self, others, side, services }: Props) {
  return (
    <section className="@container">
      <h2 className="display mb-3 text-lg">{title}</h2>
      {others.length === 0 ? (
        <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">{none}</p>
      ) : (
        <Table caption={title}>
          <thead>
            <tr>
              <HeaderCell className={close}>Service</HeaderCell>
              <HeaderCell className={roomy}>Status</HeaderCell>
              <HeaderCell className={roomy}>Breaker</HeaderCell>
              <HeaderCell className={classNames(close, "text-right")}>Calls</HeaderCell>
              <HeaderCell className={classNames(close, "text-right")}>Errors</HeaderCell>
              <HeaderCell className={classNames(close, "text-right")}>Mean</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {others.map((other) => (
              <NeighbourRow
                key={other}
                id={other}
                name={services.find(({ id }) => id === other)?.name ?? other}
                edge={side === "callers" ? edgeKey(other, self) : edgeKey(self, other)}
              />
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function NeighbourRow({ id, name, edge }: { id: string; name: string; edge: string }) {
  const calls = useFeedEntry("edges", edge);
  const reading = useFeedEntry("services", id);
  const lastKnown = useLastKnown();
  const numbers = calls
    ? [
        say(writeRate(calls.callsPerSecond)),
        say(writeMetric("errors", calls)),
        say(writeMetric("latency", calls)),
      ]
    : ["–", "–", "–"];
  const status = reading ? <StatusChip status={reading.status} /> : null;
  const breaker = calls ? <BreakerMark state={calls.breaker} /> : null;
  return (
    <Row>
      <RowHeader className={classNames(close, "@xl:whitespace-nowrap")}>
        <SiteLink href={`/room/services/${id}`} className="text-cobalt hover:underline">
          {name}
        </SiteLink>
        <span className={classNames(narrow, "mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm")}>
          {status}
          {breaker}
        </span>
      </RowHeader>
      <Cell className={classNames(roomy, "py-1.5 align-middle")}>{status}</Cell>
      <Cell className={classNames(roomy, "align-middle text-sm")}>{breaker ?? "–"}</Cell>
      {["calls", "errors", "mean"].map((column, index) => (
        <Cell
          key={column}
          className={classNames(
            close,
            "figures text-right text-sm whitespace-nowrap @xl:text-base",
            lastKnown && "text-muted",
          )}
        >
          {numbers[index]}
        </Cell>
      ))}
    </Row>
  );
}
