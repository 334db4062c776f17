import { durationText } from "#components/history/duration-text.ts";
import { SpanBar, TimeTicks } from "#components/history/span-bar.tsx";
import { type StepRow, stepRows } from "#components/shop/step-rows.ts";
import { Panel } from "#components/ui/panel.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { Order } from "#lib/contract/order.ts";

/** Who was asked for what on the way, on one scale. A phone has the bar below the name. */
export function OrderTimeline({ order }: { order: Order }) {
  const { rows, durationMs } = stepRows(order.steps);
  if (rows.length === 0) {
    return (
      <p className="rounded-md border border-dashed border-edge px-5 py-6 text-muted">
        The steps of this order were not followed to their end. Its trace has what was recorded.
      </p>
    );
  }
  return (
    <Panel className="overflow-hidden">
      <table className="w-full table-fixed border-collapse text-left">
        <caption className="sr-only">Steps of this order, in the order of their start</caption>
        <thead>
          <tr className="border-b border-line bg-well text-sm text-muted">
            <th scope="col" className="px-4 py-2 font-medium md:w-[38%]">
              Step
            </th>
            <th scope="col" className="hidden py-2 pr-2 font-medium md:table-cell">
              <span className="sr-only">When</span>
              <TimeTicks toMs={durationMs} />
            </th>
            <th scope="col" className="w-20 py-2 pr-4 text-right font-medium">
              Took
            </th>
            <th scope="col" className="w-16 py-2 pr-4 text-right font-medium">
              Retries
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Step key={row.place} row={row} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Step({ row }: { row: StepRow }) {
  const { step, offsetMs } = row;
  const failed = step.status === "failed";
  const bar = <SpanBar kind="server" status={failed ? "error" : "ok"} {...row} />;
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <th scope="row" className="px-4 py-2 text-sm font-normal break-words">
        {failed ? (
          <>
            <SeverityGlyph severity="red-high" className="mr-1.5 inline size-3 text-red-high" />
            <span className="sr-only">Failed: </span>
          </>
        ) : null}
        <span className="font-medium">{step.service}</span> <span className="text-muted">{step.name}</span>
        <span className="mt-1 block md:hidden">{bar}</span>
      </th>
      <td className="hidden py-2 pr-2 md:table-cell">
        <span className="sr-only">Began after {durationText(offsetMs)}</span>
        {bar}
      </td>
      <td className="figures py-2 pr-4 text-right text-sm whitespace-nowrap">
        {durationText(step.durationMs)}
      </td>
      <td className="figures py-2 pr-4 text-right text-sm">
        {step.retries > 0 ? step.retries : <span className="text-muted">0</span>}
      </td>
    </tr>
  );
}
