"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { changedAddress } from "#components/history/use-address.ts";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { useTopOf } from "#components/ui/use-top-of.ts";
import { severityBy, sinceBy, type VendorSort, type VendorView } from "#components/vendors/vendor-view.ts";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import type { VendorSummary } from "#lib/contract/vendor-answers.ts";
import { sortWords } from "./vendor-filters.tsx";
import { VendorRow } from "./vendor-row.tsx";

type Props = {
  vendors: readonly VendorSummary[];
  view: VendorView;
  params: { toString(): string };
  /** Codes of those with a fault of their own. */
  broken: ReadonlySet<string>;
  onSort: (sort: VendorSort) => void;
};

/** Only the rows in sight are on the page once it is alive; until then those that it came with. */
export function VendorTable(props: Props) {
  return useAlive() ? (
    <VirtualRows {...props} />
  ) : (
    <Frame {...props}>{props.vendors.map(rowOf(props))}</Frame>
  );
}

const rowHeightPx = 41;
/** The bars that stay at the top of a wide page, and the head of the table. */
const headPx = 150;

function VirtualRows(props: Props) {
  const { vendors } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const top = useTopOf(body);
  const virtualizer = useWindowVirtualizer({
    count: vendors.length,
    estimateSize: () => rowHeightPx,
    getItemKey: (nth) => vendors[nth]?.code ?? nth,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: headPx,
  });
  useRowKeys(vendors, body, (nth) => virtualizer.scrollToIndex(nth, { align: "auto" }));
  const rows = virtualizer.getVirtualItems();
  const [first, last] = [rows[0], rows.at(-1)];
  const before = first ? first.start - top : 0;
  const after = last ? virtualizer.getTotalSize() - (last.end - top) : 0;
  const draw = rowOf(props, virtualizer.measureElement);
  return (
    <Frame {...props} body={body}>
      <Gap heightPx={before} />
      {rows.map(({ index }) => {
        const vendor = vendors[index];
        return vendor ? draw(vendor, index) : null;
      })}
      <Gap heightPx={after} />
    </Frame>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ heightPx }: { heightPx: number }) {
  return heightPx > 0 ? (
    <tr aria-hidden style={{ height: heightPx }}>
      <td className="p-0" />
    </tr>
  ) : null;
}

function rowOf({ view: { question }, broken }: Props, measure?: (row: HTMLTableRowElement | null) => void) {
  return (vendor: VendorSummary, index: number) => (
    <VendorRow
      key={vendor.code}
      vendor={vendor}
      severity={severityBy(vendor, question) ?? vendor.worst}
      since={sinceBy(vendor, question)}
      broken={broken.has(vendor.code)}
      rowIndex={index + 2}
      {...(measure ? { index, measure } : {})}
    />
  );
}

type FrameProps = Props & { body?: RefObject<HTMLTableSectionElement | null>; children: ReactNode };

function Frame({ vendors, view, params, onSort, body, children }: FrameProps) {
  const head = (sort: VendorSort, label: string, className: string) => (
    <SortedHead
      {...{ sort, label, className }}
      current={view.sort}
      href={changedAddress(vendorsPath, new URLSearchParams(params.toString()), {
        sort: sort === "worst" ? undefined : sort,
      })}
      onSort={onSort}
    />
  );
  return (
    <table
      aria-rowcount={vendors.length + 1}
      className="w-full table-fixed border-separate border-spacing-0 rounded-md border border-line bg-panel text-left [&>tbody>tr:last-child>*]:border-b-0"
    >
      <caption className="sr-only">Vendors: {sortWords[view.sort].toLowerCase()}</caption>
      <thead className="max-lg:sr-only">
        <tr>
          {head("worst", "Severity", "w-34")}
          {head("name", "Vendor", "")}
          {head("city", "City", "w-32")}
          {head("offline", "Status", "w-48")}
          {head("products", "Products available", "w-48")}
          {head("discount", "Worst discount", "w-60")}
          {head("newest", "Since", "w-36 text-right")}
        </tr>
      </thead>
      <tbody ref={body}>{children}</tbody>
    </table>
  );
}

type HeadProps = {
  sort: VendorSort;
  label: string;
  current: VendorSort;
  href: string;
  className: string;
  onSort: (sort: VendorSort) => void;
};

/** Which way each order goes, as those hear it who do not see the arrow. */
const ways: Record<VendorSort, "ascending" | "descending"> = {
  worst: "descending",
  newest: "descending",
  name: "ascending",
  city: "ascending",
  offline: "descending",
  products: "ascending",
  discount: "ascending",
};

/** Leads to the other order, also without a script. */
function SortedHead({ sort, label, current, href, className, onSort }: HeadProps) {
  const isCurrent = sort === current;
  const Arrow = ways[sort] === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={isCurrent ? ways[sort] : undefined}
      className={`sticky top-0 z-10 border-b border-line bg-panel px-3 py-2 text-sm font-medium whitespace-nowrap text-muted first:rounded-tl-md last:rounded-tr-md md:top-[6.3rem] ${className}`}
    >
      {isCurrent ? (
        <span className="inline-flex items-center gap-1 text-ink">
          {label}
          <Arrow className="size-3.5" aria-hidden />
        </span>
      ) : (
        <SiteLink
          href={href}
          scroll={false}
          className="text-cobalt hover:underline"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onSort(sort);
          }}
        >
          <span className="sr-only">Sort by </span>
          {label}
        </SiteLink>
      )}
    </th>
  );
}

/** `j` and `k` move from row to row; Enter opens the one that has the focus, because it is a link. */
function useRowKeys(
  vendors: readonly VendorSummary[],
  body: RefObject<HTMLTableSectionElement | null>,
  show: (nth: number) => void,
) {
  const at = useRef(-1);
  const frame = useRef<number>(undefined);
  const focus = (nth: number) => {
    frame.current = undefined;
    body.current?.querySelector<HTMLElement>(`[data-index="${nth}"] [data-row-link]`)?.focus();
  };
  const move = (by: 1 | -1) => {
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-index]")?.dataset.index;
    // Whoever holds the key down is ahead of the focus.
    const from = focused === undefined || frame.current !== undefined ? at.current : Number(focused);
    const next = Math.min(vendors.length - 1, Math.max(0, from + by));
    if (!vendors[next]) return;
    at.current = next;
    show(next);
    // The row may come into being only now.
    if (frame.current !== undefined) cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => focus(next));
  };
  usePageKeys({ j: () => move(1), k: () => move(-1) });
}
