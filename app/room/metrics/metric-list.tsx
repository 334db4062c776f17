"use client";

import { ChevronDown, Plus } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { MetricEntry } from "#lib/contract/metric-answers.ts";
import { mostCharts } from "./chart-spec.ts";

type Props = {
  names: readonly MetricEntry[];
  drawn: readonly string[];
  time: Readonly<Record<string, string>>;
  /** As many charts as a page has are there. */
  full: boolean;
  onAdd: (metric: string) => void;
};

/** Every metric by its first word. A name leads to its chart; the plus draws it below those that are there. */
export function MetricList({ names, drawn, time, full, onAdd }: Props) {
  const [search, setSearch] = useState("");
  const wide = useWide();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = names.filter(({ name, help, kind }) => {
    const text = `${name} ${help} ${kind}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = Map.groupBy(found, ({ name }) => name.split("_")[0] ?? name);
  return (
    <Panel className="lg:sticky lg:top-28">
      <details
        open={wide || undefined}
        className="group lg:[&::details-content]:[content-visibility:visible]"
      >
        <summary className="flex cursor-pointer list-none items-center justify-between px-4 py-3 font-medium lg:hidden [&::-webkit-details-marker]:hidden">
          All {names.length} metrics
          <ChevronDown
            aria-hidden
            className="size-4 text-cobalt transition-transform group-open:rotate-180"
          />
        </summary>
        <div className="px-3 pb-2 lg:pt-3">
          <Input
            type="search"
            aria-label="Search metrics"
            placeholder={`Search ${names.length} metrics`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            aria-keyshortcuts="/"
            data-search
            autoComplete="off"
            spellCheck={false}
          />
          <p role="status" className="mt-1 text-sm text-muted">
            {search === ""
              ? ""
              : found.length === 0
                ? "No metric has that in its name or help."
                : `${found.length} found`}
          </p>
        </div>
        <nav
          aria-label="Metrics"
          className="max-h-[60dvh] overflow-y-auto pb-3 lg:max-h-[calc(100dvh-13.5rem)]"
        >
          {[...groups].map(([group, entries]) => (
            <section key={group} aria-label={group}>
              <h2 className="sticky top-0 bg-panel px-4 pt-2 pb-1 text-xs font-medium text-muted">{group}</h2>
              <ul>
                {entries.map((entry) => (
                  <MetricItem
                    key={entry.name}
                    entry={entry}
                    href={`/room/metrics?${new URLSearchParams({ metric: entry.name, ...time })}`}
                    drawn={drawn.includes(entry.name)}
                    onAdd={drawn.length === 0 || full ? undefined : () => onAdd(entry.name)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </nav>
        {full ? (
          <p className="px-4 pb-3 text-sm text-muted">{mostCharts} charts are the most on one page.</p>
        ) : null}
      </details>
    </Panel>
  );
}

type ItemProps = { entry: MetricEntry; href: string; drawn: boolean; onAdd: (() => void) | undefined };

function MetricItem({ entry: { name, kind, help, series }, href, drawn, onAdd }: ItemProps) {
  return (
    <li className="flex items-stretch pr-2 hover:bg-cobalt-wash">
      <SiteLink
        href={href}
        aria-current={drawn ? "true" : undefined}
        title={help}
        className="min-w-0 flex-1 px-4 py-1.5 aria-[current]:bg-chosen"
      >
        <span className="figures block text-sm break-words text-cobalt">{withBreaks(name)}</span>
        <span className="block text-xs text-muted">
          {kind}, {series === 0 ? "nothing counted yet" : series === 1 ? "1 series" : `${series} series`}
        </span>
      </SiteLink>
      {onAdd ? (
        <button
          type="button"
          onClick={onAdd}
          aria-label={`Add a chart of ${name}`}
          title="Add a chart below"
          className="my-1 grid w-8 cursor-pointer place-items-center rounded-sm text-cobalt hover:bg-panel"
        >
          <Plus className="size-4" aria-hidden />
        </button>
      ) : null}
    </li>
  );
}

/** A long name breaks between its words, and is copied without anything between them. */
function withBreaks(name: string) {
  const [first, ...rest] = name.split("_");
  const end = rest.reduceRight<ReactNode>(
    (after, word) => (
      <>
        <wbr />_{word}
        {after}
      </>
    ),
    null,
  );
  return (
    <>
      {first}
      {end}
    </>
  );
}

/** Beside the charts the list is always open, for older browsers by this; above them it would push them out of sight. */
function useWide(): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const query = matchMedia("(min-width: 64rem)");
    const look = () => setWide(query.matches);
    look();
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return wide;
}
