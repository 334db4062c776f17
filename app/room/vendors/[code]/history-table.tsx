import { ChevronRight } from "lucide-react";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Time } from "#components/ui/time.tsx";
import { writeValue } from "#components/vendors/vendor-words.ts";
import type { VendorHistory } from "#lib/contract/vendor-answers.ts";

const numbers = ["low", "average", "high", "last"] as const;
const heads = { low: "Lowest", average: "Mean", high: "Highest", last: "Last" };

/** The numbers of the chart, the newest first; it opens without a script. */
export function HistoryTable({ history: { question, points } }: { history: VendorHistory }) {
  return (
    <details className="group">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-md py-1 text-sm text-cobalt hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        View as table
      </summary>
      <ScrollBox
        label="The history as a table"
        className="mt-2 max-h-80 overflow-auto rounded-sm border border-line"
      >
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">What was observed, the newest first</caption>
          <thead className="sticky top-0 bg-panel">
            <tr className="text-muted [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-medium">
              <th scope="col" className="text-left">
                From
              </th>
              {numbers.map((name) => (
                <th key={name} scope="col" className="text-right">
                  {heads[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point) => (
              <tr key={point.at} className="border-t border-line">
                <th scope="row" className="px-3 py-1 text-left font-normal whitespace-nowrap">
                  <Time iso={point.at} className="figures text-xs" />
                </th>
                {numbers.map((name) => (
                  <td key={name} className="figures px-3 py-1 text-right whitespace-nowrap">
                    {writeValue(question, point[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
