"use client";

import { useMemo } from "react";
import { TimeRangePicker } from "#components/history/time-range-picker.tsx";
import { useAddress } from "#components/history/use-address.ts";
import { useAsked } from "#components/room/use-asked.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { LogFacets, LogLine } from "#lib/contract/log-answers.ts";
import { Explorer } from "./explorer.tsx";
import { type FieldValue, toggled } from "./filter-edit.ts";
import type { LogsViewProps } from "./logs-view-props.ts";
import { QueryField } from "./query-field.tsx";

const facetsShape = async () => (await import("#lib/contract/log-answers.ts")).LogFacets;
const freshEveryMs = 10_000;

export function LogsView(props: LogsViewProps) {
  const { text, asked, time, list, live } = props;
  const [, change] = useAddress();
  const query = new URLSearchParams(asked ?? time).toString();
  const { data } = useAsked<LogFacets>(
    `/api/logs/facets?${query}`,
    facetsShape,
    live ? { everyMs: freshEveryMs } : {},
  );
  const facets = data?.facets;
  const known = useMemo(
    () => ({
      values: Object.fromEntries(
        (facets ?? []).map(({ field, values }) => [field, values.flatMap(({ value }) => value ?? [])]),
      ),
      attributes: attributeNames(list.logs),
    }),
    [facets, list],
  );
  const ask = (q: string) => change({ ...nothingElse, q: q === "" ? undefined : q });
  const filter = (wanted: FieldValue) => ask(toggled(text, wanted));
  return (
    <>
      <search className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 basis-full xl:flex-1 xl:basis-0">
          <QueryField key={text} text={text} known={known} kept={time} onAsk={ask} />
        </div>
        <TimeRangePicker />
      </search>
      {asked ? (
        <Explorer key={query} {...props} asked={asked} facets={facets ?? []} onFilter={filter} />
      ) : (
        <EmptyState title="This filter has a mistake">
          <p>Nothing was looked for. Mend what is underlined in the field, then search again.</p>
        </EmptyState>
      )}
    </>
  );
}

/** What addresses may say apart from the filter is part of its text from here on. */
const nothingElse = {
  service: undefined,
  level: undefined,
  traceId: undefined,
  requestId: undefined,
  line: undefined,
};

const mostNames = 60;

function attributeNames(lines: readonly LogLine[]): string[] {
  return [...new Set(lines.flatMap(({ attributes }) => Object.keys(attributes)))].sort().slice(0, mostNames);
}
