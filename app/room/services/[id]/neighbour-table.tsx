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

export function NeighbourTable({ title, none, self, others, side, services }: Props) {
  return (
    <section>
      <h2 className="display mb-3 text-lg">{title}</h2>
      {others.length === 0 ? (
        <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">{none}</p>
      ) : (
        <Table caption={title}>
          <thead>
            <tr>
              <HeaderCell>Service</HeaderCell>
              <HeaderCell>Status</HeaderCell>
              <HeaderCell>Breaker</HeaderCell>
              <HeaderCell className="text-right">Calls</HeaderCell>
              <HeaderCell className="text-right">Errors</HeaderCell>
              <HeaderCell className="text-right">Mean</HeaderCell>
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
  return (
    <Row>
      <RowHeader className="whitespace-nowrap">
        <SiteLink href={`/room/services/${id}`} className="text-cobalt hover:underline">
          {name}
        </SiteLink>
      </RowHeader>
      <Cell className="py-1.5 align-middle">{reading ? <StatusChip status={reading.status} /> : null}</Cell>
      <Cell className="align-middle text-sm">{calls ? <BreakerMark state={calls.breaker} /> : "–"}</Cell>
      {["calls", "errors", "mean"].map((column, index) => (
        <Cell
          key={column}
          className={classNames("figures text-right whitespace-nowrap", lastKnown && "text-muted")}
        >
          {numbers[index]}
        </Cell>
      ))}
    </Row>
  );
}
