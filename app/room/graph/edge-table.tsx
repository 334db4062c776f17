"use client";

import { useFeedEntry, useLastKnown, useStill } from "#components/live/live-feed.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { BreakerMark } from "#components/room/breaker-mark.tsx";
import { FaultMark } from "#components/room/fault-mark.tsx";
import { placeWords } from "#components/room/fault-words.ts";
import { writeRate } from "#components/room/mesh-words.ts";
import { say } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { readingNumbers } from "./reading-numbers.ts";

type Props = {
  edges: readonly string[];
  caption: string;
  selected: string | undefined;
  onSelect: (id: string, byKeyboard: boolean) => void;
};

const numberTitles = ["Calls", "Errors", "Mean", "p95", "Retries"];
/** Repetitions are not told apart in the past. */
const pastTitles = numberTitles.slice(0, -1);

/** The edges of the graph as rows. */
export function EdgeTable({ edges, caption, selected, onSelect }: Props) {
  const titles = useStill() ? pastTitles : numberTitles;
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <HeaderCell>Calls</HeaderCell>
          <HeaderCell>Breaker</HeaderCell>
          {titles.map((title) => (
            <HeaderCell key={title} className="text-right">
              {title}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {edges.map((id) => (
          <EdgeRow key={id} id={id} chosen={selected === id} onSelect={onSelect} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { id: string; chosen: boolean; onSelect: Props["onSelect"] };

function EdgeRow({ id, chosen, onSelect }: RowProps) {
  const reading = useFeedEntry("edges", id);
  const [fault] = useFaultsAt(id);
  const lastKnown = useLastKnown();
  const still = useStill();
  const numbers = reading
    ? [...readingNumbers(reading), ...(still ? [] : [say(writeRate(reading.retriesPerSecond))])]
    : (still ? pastTitles : numberTitles).map(() => "–");
  return (
    <Row className={classNames(chosen && "bg-cobalt-wash")}>
      <RowHeader className="whitespace-nowrap">
        <button
          type="button"
          data-place-id={id}
          aria-pressed={chosen}
          onClick={(event) => onSelect(id, event.detail === 0)}
          className="min-h-6 cursor-pointer text-cobalt hover:underline"
        >
          {placeWords(id)}
        </button>
      </RowHeader>
      <Cell className="py-1.5 align-middle">
        <span className="flex flex-wrap gap-2 text-sm">
          {reading ? (
            <BreakerMark state={reading.breaker} />
          ) : (
            <span className="text-muted">{still ? "No calls" : "Not yet"}</span>
          )}
          {fault ? <FaultMark fault={fault} /> : null}
        </span>
      </Cell>
      {numbers.map((number, index) => (
        <Cell
          key={numberTitles[index]}
          className={classNames("figures text-right whitespace-nowrap", lastKnown && "text-muted")}
        >
          {number}
        </Cell>
      ))}
    </Row>
  );
}
