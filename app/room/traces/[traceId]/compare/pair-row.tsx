import { type CSSProperties, memo } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { isUnlike, type Pair } from "#components/trace/compare-trees.ts";
import type { SpanNode } from "#components/trace/span-tree.ts";
import { placeIn } from "#components/trace/time-window.ts";
import { classNames } from "#components/ui/class-names.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { maxIndent } from "../row-layout.ts";

export const pairColumns =
  "grid grid-cols-3 gap-x-3 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)_4.5rem_4.5rem_5rem] xl:grid-cols-[minmax(0,28rem)_minmax(0,1fr)_4.5rem_4.5rem_5rem]";

type Props = {
  pair: Pair;
  place: number;
  of: number;
  scaleUs: number;
  a: { traceId: string };
  b: { traceId: string };
};

export const PairRow = memo(function PairRow({ pair, place, of, scaleUs, a, b }: Props) {
  const { depth, service, name, differs } = pair;
  return (
    <li
      aria-posinset={place + 1}
      aria-setsize={of}
      className={classNames(
        "absolute inset-x-0 top-[calc(var(--row)*var(--place))] h-(--row) content-center items-center border-b border-line pr-3 hover:bg-cobalt-wash",
        pairColumns,
      )}
      style={{ "--place": place, "--indent": Math.min(depth, maxIndent) } as CSSProperties}
    >
      <span className="flex min-w-0 items-center gap-2 pl-[calc(var(--indent)*0.5rem+0.75rem)] max-md:col-span-3 md:pl-[calc(var(--indent)*0.875rem+0.75rem)]">
        <Where pair={pair} />
        <span className="min-w-0 truncate text-sm" title={`${service} ${name}`}>
          <span className={classNames(differs ? "font-medium" : "text-muted")}>{service}</span>{" "}
          <span className="text-muted">{name}</span>
        </span>
      </span>
      <Lanes pair={pair} scaleUs={scaleUs} />
      <Took node={pair.a} traceId={a.traceId} letter="A" />
      <Took node={pair.b} traceId={b.traceId} letter="B" />
      <Delta pair={pair} />
    </li>
  );
});

/** Which of the two has it; nothing where both do and neither failed alone. */
function Where({ pair: { a, b } }: { pair: Pair }) {
  if (a && b && a.failed === b.failed) return null;
  if (a && b)
    return (
      <span className="inline-flex shrink-0 items-center gap-1 text-xs font-semibold whitespace-nowrap text-red-high">
        <SeverityGlyph severity="red-high" className="size-3" />
        failed in {b.failed ? "B" : "A"}
      </span>
    );
  const failed = (a ?? b)?.failed;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-center gap-1 rounded-sm border border-dashed px-1 text-xs leading-4 whitespace-nowrap",
        failed ? "border-red-high text-red-high" : "border-edge text-muted",
      )}
    >
      {failed ? <SeverityGlyph severity="red-high" className="size-2.5" /> : null}
      only {a ? "A" : "B"}
      {failed ? <span className="sr-only">, failed</span> : null}
    </span>
  );
}

function Lanes({ pair: { a, b }, scaleUs }: { pair: Pair; scaleUs: number }) {
  return (
    <span
      aria-hidden
      className="relative block h-6 bg-[linear-gradient(to_right,var(--color-line)_1px,transparent_1px)] bg-size-[25%_100%] shadow-[inset_-1px_0_var(--color-line)] max-md:order-last max-md:col-span-3 max-md:ml-3"
    >
      {a ? <Lane node={a} scaleUs={scaleUs} className="top-1 bg-panel" /> : null}
      {b ? (
        <Lane node={b} scaleUs={scaleUs} className={`bottom-1 ${b.failed ? "bg-red-high" : "bg-muted"}`} />
      ) : null}
    </span>
  );
}

function Lane({ node, scaleUs, className }: { node: SpanNode; scaleUs: number; className: string }) {
  const place = placeIn({ fromUs: 0, toUs: scaleUs }, node.startUs, node.durationUs);
  if (!place) return null;
  return (
    <span
      className={classNames(
        "absolute h-[7px] min-w-[3px] rounded-[2px] border",
        node.failed ? "border-red-high" : "border-muted",
        className,
      )}
      style={{ left: `min(${place.left}%, 100% - 3px)`, width: `${place.width}%` }}
    />
  );
}

type TookProps = { node: SpanNode | undefined; traceId: string; letter: "A" | "B" };

function Took({ node, traceId, letter }: TookProps) {
  if (!node)
    return <span className="figures text-right text-sm text-muted max-md:pl-3 max-md:text-left">—</span>;
  return (
    <SiteLink
      href={`/room/traces/${traceId}?span=${node.spanId}`}
      aria-label={`${letter} ${durationText(node.durationUs / 1_000)}: open ${node.service} ${node.name}`}
      className="figures text-right text-sm whitespace-nowrap text-cobalt hover:underline max-md:pl-3 max-md:text-left"
    >
      <span className="text-muted md:hidden">{letter} </span>
      {durationText(node.durationUs / 1_000)}
    </SiteLink>
  );
}

function Delta({ pair: { a, b } }: { pair: Pair }) {
  if (!a || !b) return <span className="text-right text-sm text-muted">{a ? "gone" : "new"}</span>;
  const us = b.durationUs - a.durationUs;
  const strong = isUnlike(a.durationUs, b.durationUs);
  return (
    <span
      className={classNames(
        "figures text-right text-sm whitespace-nowrap",
        strong ? "font-semibold" : "text-muted",
      )}
    >
      {us === 0 ? "±0" : `${us > 0 ? "+" : "−"}${durationText(Math.abs(us) / 1_000)}`}
    </span>
  );
}
