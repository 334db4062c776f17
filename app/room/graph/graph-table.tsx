"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo } from "react";
import {
  useFeedEntries,
  useFeedEntry,
  useFeedHistory,
  useLastKnown,
  useStill,
} from "#components/live/live-feed.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { FaultMark } from "#components/room/fault-mark.tsx";
import { StatusChip } from "#components/room/status-chip.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { readingNumbers } from "./reading-numbers.ts";
import { type Column, nextSort, readSort, type Sort, sorted } from "./table-sort.ts";

const titles: Record<Column, string> = {
  name: "Service",
  status: "Status",
  requests: "Requests",
  errors: "Errors",
  latency: "Mean",
  p95: "p95",
  busy: "Busy",
  queued: "Waiting",
};
const columns = Object.keys(titles) as Column[];
/** How many were being worked on and waited is not recorded. */
const pastColumns = columns.filter((column) => column !== "busy" && column !== "queued");

type Props = {
  services: readonly TopologyService[];
  sort: string | undefined;
  selected: string | undefined;
  onSort: (sort: string) => void;
  onSelect: (id: string, byKeyboard: boolean) => void;
};

/** The same services and numbers as the graph, for reading instead of looking. */
export function GraphTable({ services, sort: wanted, selected, onSort, onSelect }: Props) {
  const sort = readSort(wanted);
  const rows = useSortedOnceASecond(services, sort);
  const still = useStill();
  return (
    <Table caption={`Services, over the ${still ? "minute that is shown" : "last ten seconds"}`}>
      <thead>
        <tr>
          {(still ? pastColumns : columns).map((column) => (
            <SortHeader key={column} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name }) => (
          <ServiceRow key={id} id={id} name={name} chosen={selected === id} onSelect={onSelect} />
        ))}
      </tbody>
    </Table>
  );
}

/** Rows that trade places four times a second cannot be read. */
function useSortedOnceASecond(services: readonly TopologyService[], { column, descending }: Sort) {
  const entries = useFeedEntries("services");
  const { endSecond } = useFeedHistory("services");
  const known = Object.keys(entries).length > 0;
  const still = useStill();
  const settled = still ? entries : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: readings are looked at when a second has passed
  return useMemo(
    () => sorted(services, entries, { column, descending }),
    [services, column, descending, endSecond, known, settled],
  );
}

type HeaderProps = { column: Column; sort: Sort; onSort: (sort: string) => void };

function SortHeader({ column, sort, onSort }: HeaderProps) {
  const mine = sort.column === column;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  const left = column === "name" || column === "status";
  return (
    <HeaderCell
      aria-sort={mine ? (sort.descending ? "descending" : "ascending") : undefined}
      className={classNames("py-1", left ? "text-left" : "text-right")}
    >
      <button
        type="button"
        onClick={() => onSort(nextSort(sort, column))}
        className="inline-flex h-7 cursor-pointer items-center gap-1 rounded-sm hover:text-cobalt"
      >
        {titles[column]}
        {mine ? <Arrow className="size-3.5" aria-hidden /> : null}
      </button>
    </HeaderCell>
  );
}

type RowProps = Pick<TopologyService, "id" | "name"> & {
  chosen: boolean;
  onSelect: (id: string, byKeyboard: boolean) => void;
};

function ServiceRow({ id, name, chosen, onSelect }: RowProps) {
  const reading = useFeedEntry("services", id);
  const [fault] = useFaultsAt(id);
  const lastKnown = useLastKnown();
  const still = useStill();
  const numbers = reading
    ? [...readingNumbers(reading), ...(still ? [] : [String(reading.busy), String(reading.queued)])]
    : Array.from({ length: still ? 4 : 6 }, () => "–");
  return (
    <Row className={classNames(chosen && "bg-cobalt-wash")}>
      <RowHeader>
        <button
          type="button"
          data-place-id={id}
          aria-pressed={chosen}
          onClick={(event) => onSelect(id, event.detail === 0)}
          className="min-h-6 cursor-pointer text-left text-cobalt hover:underline"
        >
          {name}
        </button>
        <span className="figures ml-3 text-sm font-normal whitespace-nowrap text-muted">{id}</span>
      </RowHeader>
      <Cell className="py-1.5 align-middle">
        <span className="flex flex-wrap gap-2">
          {reading ? (
            <StatusChip status={reading.status} />
          ) : (
            <span className="text-muted">{still ? "No requests" : "Not yet"}</span>
          )}
          {fault ? <FaultMark fault={fault} /> : null}
        </span>
      </Cell>
      {numbers.map((number, index) => (
        <Cell
          key={columns[index + 2]}
          className={classNames("figures text-right whitespace-nowrap", lastKnown && "text-muted")}
        >
          {number}
        </Cell>
      ))}
    </Row>
  );
}
