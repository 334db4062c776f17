"use client";

import { type Reading, readingGroups, type Written } from "#components/room/readings.ts";
import { say, useReading } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";

/** The same numbers as the charts, for reading instead of looking. */
export function ReadingTable() {
  return (
    <Table caption="Readings of the process, now and over the last 3 minutes">
      <thead>
        <tr>
          <HeaderCell>Reading</HeaderCell>
          <HeaderCell className="text-right">Now</HeaderCell>
          <HeaderCell className="text-right">Lowest</HeaderCell>
          <HeaderCell className="text-right">Highest</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Means</HeaderCell>
        </tr>
      </thead>
      {readingGroups.map(({ title, readings }) => (
        <tbody key={title}>
          <Row className="bg-well">
            <th colSpan={5} scope="rowgroup" className="px-4 py-1.5 text-left text-sm font-medium text-muted">
              {title}
            </th>
          </Row>
          {readings.map((reading) => (
            <ReadingRow key={reading.id} reading={reading} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function ReadingRow({ reading }: { reading: Reading }) {
  const { now, aside, low, high, lastKnown } = useReading(reading);
  return (
    <Row className={classNames(lastKnown && "text-muted")}>
      <RowHeader className="whitespace-nowrap">
        {reading.label}
        {aside ? <span className="figures ml-3 text-xs font-normal text-muted">{aside}</span> : null}
      </RowHeader>
      <Value written={now} />
      <Value written={low} />
      <Value written={high} />
      <Cell className="hidden min-w-80 text-muted md:table-cell">{reading.hint}</Cell>
    </Row>
  );
}

function Value({ written }: { written: Written | undefined }) {
  return (
    <Cell className="figures text-right whitespace-nowrap">
      {written ? say(written) : <span className="text-muted">not yet</span>}
    </Cell>
  );
}
