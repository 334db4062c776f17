import { ArrowRight } from "lucide-react";
import { Time } from "#components/ui/time.tsx";
import { JudgedChip } from "#components/vendors/judged-chip.tsx";
import { writeValue } from "#components/vendors/vendor-words.ts";
import { severityWords } from "#lib/contract/severity.ts";
import type { DiscountStockRow, VendorEvent } from "#lib/contract/vendor-answers.ts";
import { vendorQuestionWords } from "#lib/contract/vendor-questions.ts";

type Props = { events: readonly VendorEvent[]; discounts: readonly DiscountStockRow[] };
const shown = 12;

/** The newest first. */
export function EventList({ events, discounts }: Props) {
  const products = new Map(discounts.map(({ item, product }) => [item, product]));
  const rows = (some: readonly VendorEvent[]) =>
    some.map((event) => <EventRow key={event.id} event={event} product={products.get(event.item)} />);
  return (
    <section>
      <h2 className="display mb-3 text-lg">Changes of severity</h2>
      {events.length === 0 ? (
        <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">
          It has been judged the same since it was first seen.
        </p>
      ) : (
        <div className="overflow-hidden rounded-md border border-line bg-panel">
          <ol>{rows(events.slice(0, shown))}</ol>
          {events.length > shown ? (
            <details className="border-t border-line">
              <summary className="cursor-pointer px-4 py-2 text-sm text-cobalt hover:bg-cobalt-wash focus-visible:-outline-offset-2">
                {events.length - shown} earlier ones
              </summary>
              <ol className="border-t border-line">{rows(events.slice(shown))}</ol>
            </details>
          ) : null}
        </div>
      )}
    </section>
  );
}

function EventRow({ event, product }: { event: VendorEvent; product: string | undefined }) {
  const { question, item, at, from, to, value } = event;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 text-sm last:border-b-0">
      <span className="inline-flex items-center gap-1.5">
        {from ? (
          <>
            <span className="text-muted">{severityWords[from].word}</span>
            <ArrowRight className="size-4 text-muted" aria-label="became" />
          </>
        ) : (
          <span className="text-muted">First seen</span>
        )}
        <JudgedChip severity={to} />
      </span>
      <span className="min-w-0">
        {vendorQuestionWords[question].title}
        {item ? ` of ${product ?? item}` : ""},{" "}
        <span className="figures text-muted">{writeValue(question, value)}</span>
      </span>
      <Time iso={at} className="figures ml-auto text-xs text-muted" />
    </li>
  );
}
