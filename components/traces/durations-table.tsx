import { Disclosure } from "#components/history/disclosure.tsx";
import { durationText } from "#components/history/duration-text.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TraceDurations } from "#lib/contract/trace-answers.ts";
import { byStep } from "./duration-map.ts";

type Props = { durations: TraceDurations; hrefOf: (fromMs: number, toMs: number) => string };

/** The same as the picture, in words and numbers; each time leads to its traces. */
export function DurationsTable({ durations, hrefOf }: Props) {
  const { stepMs, levels } = durations;
  return (
    <Disclosure summary="View as table" summaryClass="text-sm">
      <Table caption="Traces by the time they began" className="text-sm">
        <thead>
          <tr>
            <HeaderCell>Began in the {stepText(stepMs)} from</HeaderCell>
            <HeaderCell className="text-right">Traces</HeaderCell>
            <HeaderCell className="text-right">Failed</HeaderCell>
            <HeaderCell className="text-right">The slowest took less than</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {byStep(durations).map(({ startMs, traces, failed, longestLevel }) => {
            const below = levels[longestLevel + 1];
            return (
              <Row key={startMs}>
                <RowHeader className="font-normal">
                  <SiteLink
                    href={hrefOf(startMs, startMs + stepMs)}
                    className="figures text-cobalt underline"
                  >
                    <Time iso={new Date(startMs).toISOString()} />
                  </SiteLink>
                </RowHeader>
                <Cell className="figures text-right">{traces}</Cell>
                <Cell className="figures text-right">{failed === 0 ? "none" : failed}</Cell>
                <Cell className="figures text-right">
                  {below === undefined ? "no limit" : durationText(below)}
                </Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
    </Disclosure>
  );
}

function stepText(stepMs: number): string {
  if (stepMs % 3_600_000 === 0) return stepMs === 3_600_000 ? "hour" : `${stepMs / 3_600_000} hours`;
  if (stepMs % 60_000 === 0) return stepMs === 60_000 ? "minute" : `${stepMs / 60_000} minutes`;
  return stepMs === 1_000 ? "second" : `${stepMs / 1_000} seconds`;
}
