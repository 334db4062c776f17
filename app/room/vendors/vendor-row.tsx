import { memo, type Ref } from "react";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { RoughlyAgo } from "#components/vendors/ago.tsx";
import { isAlerting, JudgedChip } from "#components/vendors/judged-chip.tsx";
import { offlineWords, sparkWords, vendorHref, writePercent } from "#components/vendors/vendor-words.ts";
import { type Severity, severityWords } from "#lib/contract/severity.ts";
import type { VendorSummary } from "#lib/contract/vendor-answers.ts";

type Props = {
  vendor: VendorSummary;
  severity: Severity;
  since: string;
  /** It has a fault of its own. */
  broken: boolean;
  rowIndex: number;
  index?: number;
  measure?: Ref<HTMLTableRowElement>;
};

const cell = "border-b border-line px-3 py-2 align-middle";
const wide = `${cell} hidden lg:table-cell`;

export const VendorRow = memo(function VendorRow(props: Props) {
  const { vendor, severity, since, broken, rowIndex, index, measure } = props;
  const { code, name, city } = vendor;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={rowIndex}
      className="hover:bg-cobalt-wash focus-within:bg-cobalt-wash"
    >
      <td className={wide}>
        <JudgedChip severity={severity} />
      </td>
      <th scope="row" className={`${cell} text-left font-normal`}>
        <JudgedChip severity={severity} className="mb-1 lg:hidden" />
        <span className="flex flex-wrap items-baseline gap-x-2 lg:flex-nowrap">
          <SiteLink
            href={vendorHref(code)}
            data-row-link
            className="truncate font-medium text-cobalt hover:underline max-lg:whitespace-normal"
          >
            {name}
          </SiteLink>
          <span className="figures shrink-0 text-xs text-muted">{code}</span>
          {broken ? <BrokenMark /> : null}
        </span>
        <span className="mt-0.5 block text-sm text-muted lg:hidden">{inOneLine(vendor)}</span>
      </th>
      <td className={`${wide} truncate text-sm`}>{city}</td>
      <Readings vendor={vendor} />
      <td className={`${wide} text-right text-sm text-muted`}>
        <RoughlyAgo iso={since} className="figures" />
      </td>
    </tr>
  );
});

/** Where there is room for one column only. */
function inOneLine({ city, status, products, discount }: VendorSummary): string {
  const parts = [
    city,
    status ? offlineWords(status) : undefined,
    products ? `${products.available} of ${products.products} products` : undefined,
    discount ? `${discount.product} ${writePercent(discount.leftPercent)} left` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function Readings({ vendor: { status, products, discount, spark } }: Pick<Props, "vendor">) {
  return (
    <>
      <td className={wide}>{status ? <Judged reading={status}>{offlineWords(status)}</Judged> : "–"}</td>
      <td className={wide}>
        <div className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-3">
          {spark.some((percent) => percent !== null) ? (
            <Sparkline
              readings={spark}
              slots={spark.length}
              floor={0}
              ceiling={100}
              summary={sparkWords(spark)}
              className="h-6 text-muted"
            />
          ) : (
            <span />
          )}
          {products ? (
            <Judged reading={products}>
              <span className="figures">
                {products.available}/{products.products}
              </span>
            </Judged>
          ) : (
            "–"
          )}
        </div>
      </td>
      <td className={wide}>
        {discount ? (
          <Judged reading={discount}>
            <span className="figures">{writePercent(discount.leftPercent)}</span>
            <span className="truncate text-muted">{discount.product}</span>
          </Judged>
        ) : (
          <span className="text-sm text-muted">None</span>
        )}
      </td>
    </>
  );
}

/** Only what is not well carries a mark: hundreds of green ones would hide it. */
function Judged({
  reading: { severity },
  children,
}: {
  reading: { severity: Severity };
  children: React.ReactNode;
}) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm">
      {isAlerting(severity) ? (
        <>
          <SeverityGlyph severity={severity} className={severityInk[severity]} />
          <span className="sr-only">{severityWords[severity].word}: </span>
        </>
      ) : null}
      {children}
    </span>
  );
}

function BrokenMark() {
  return (
    <span className="shrink-0 text-violet" title="Broken on purpose">
      <FaultLine className="h-3 w-6" />
      <span className="sr-only">Broken on purpose</span>
    </span>
  );
}
