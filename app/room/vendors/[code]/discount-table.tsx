import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { JudgedChip } from "#components/vendors/judged-chip.tsx";
import { vendorHref, writePercent } from "#components/vendors/vendor-words.ts";
import type { DiscountStockRow } from "#lib/contract/vendor-answers.ts";

/** The worst first. */
export function DiscountTable({ code, rows }: { code: string; rows: readonly DiscountStockRow[] }) {
  return (
    <section>
      <h2 className="display mb-3 text-lg">Discounted items</h2>
      {rows.length === 0 ? (
        <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">
          It has no discounted items.
        </p>
      ) : (
        <Table caption="Discounted items, the worst first">
          <thead>
            <tr>
              <HeaderCell className="max-sm:px-3">Item</HeaderCell>
              <HeaderCell className="text-right max-sm:px-3">Left</HeaderCell>
              <HeaderCell className="max-sm:hidden">Severity</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.item}>
                <RowHeader className="font-normal max-sm:px-3">
                  <SiteLink
                    href={`${vendorHref(code)}?${new URLSearchParams({ question: "discount-stock", item: row.item })}#history`}
                    className="text-cobalt hover:underline"
                  >
                    {row.product}
                    <span className="sr-only">: its history</span>
                  </SiteLink>
                  <span className="figures block text-xs text-muted">{row.item}</span>
                  <JudgedChip severity={row.severity} className="mt-1 sm:hidden" />
                </RowHeader>
                <Cell className="figures text-right whitespace-nowrap max-sm:px-3">
                  {writePercent(row.leftPercent)}
                  <span className="block text-xs text-muted">
                    {row.left} of {row.initial}
                  </span>
                </Cell>
                <Cell className="align-middle max-sm:hidden">
                  <JudgedChip severity={row.severity} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
