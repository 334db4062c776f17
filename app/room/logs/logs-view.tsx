"use client";

import { useMemo } from "react";
import type { Facet } from "#components/filter/facet-list.tsx";
import { QueryField } from "#components/filter/query-field.tsx";
import { type FieldValue, toggled } from "#components/filter/toggle-value.ts";
import { TimeRangePicker } from "#components/history/time-range-picker.tsx";
import { useAddress } from "#components/history/use-address.ts";
import { useAsked } from "#components/room/use-asked.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { logFields } from "#lib/contract/filter/fields.ts";
import type { LogFacets, LogLine } from "#lib/contract/log-answers.ts";
import { logLevels } from "#lib/contract/log-level.ts";
import { Explorer } from "./explorer.tsx";
import type { LogsViewProps } from "./logs-view-props.ts";

const facetsShape = async () => (await import("#lib/contract/log-answers.ts")).LogFacets;
const freshEveryMs = 10_000;

const hints: Record<keyof typeof logFields, string> = {
  level: "debug … critical; level:>=warn",
  service: "who said it",
  logger: "which part of the service",
  message: "the whole message, or message:begins*",
  request: "request id",
  trace: "trace id",
  span: "span id",
  tenant: "merch or coupons",
};
const facetTitles: Record<string, string> = {
  level: "Level",
  service: "Service",
  logger: "Logger",
  tenant: "Tenant",
};

function shownFacet({ field, values, more }: LogFacets["facets"][number]): Facet {
  const title = facetTitles[field] ?? field;
  return { field, title, values: values.map(({ value, lines }) => ({ value, count: lines })), more };
}

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
      hints,
      values: {
        ...Object.fromEntries(
          (facets ?? []).map(({ field, values }) => [field, values.flatMap(({ value }) => value ?? [])]),
        ),
        level: logLevels,
      },
      attributes: attributeNames(list.logs),
    }),
    [facets, list],
  );
  const ask = (q: string) => change({ ...nothingElse, q: q === "" ? undefined : q });
  const filter = (wanted: FieldValue) => ask(toggled(text, wanted, logFields));
  return (
    <>
      <search className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 basis-full xl:flex-1 xl:basis-0">
          <QueryField
            key={text}
            page="/room/logs"
            text={text}
            fields={logFields}
            known={known}
            placeholder="Words, or level:>=warn service:… -not"
            kept={time}
            onAsk={ask}
          />
        </div>
        <TimeRangePicker />
      </search>
      {asked ? (
        <Explorer
          key={query}
          {...props}
          asked={asked}
          facets={(facets ?? []).map(shownFacet)}
          onFilter={filter}
        />
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
