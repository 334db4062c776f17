"use client";

import { useMemo } from "react";
import type { BoardView } from "#components/alerts/board-view.ts";
import type { Facet } from "#components/filter/facet-list.tsx";
import { QueryField } from "#components/filter/query-field.tsx";
import { alertFields } from "#lib/contract/alert-words.ts";

const hints: Record<keyof typeof alertFields, string> = {
  kind: "vendor or service",
  severity: "cherry … dark-green; severity:>=red",
  state: "firing, acknowledged, silenced",
  rule: "what is watched",
  subject: "a vendor's code or a service's id",
  item: "what of it: an item, the other end",
  title: "all of it, or title:begins*",
};

type Props = { view: BoardView; facets: readonly Facet[]; onAsk: (text: string) => void };

export function BoardFilter({ view: { q, group, sort, state }, facets, onAsk }: Props) {
  const known = useMemo(() => {
    const occurring = facets.map(({ field, values }) => [field, values.flatMap(({ value }) => value ?? [])]);
    const all = Object.entries(alertFields).flatMap(([name, field]) =>
      "values" in field ? [[name, field.values]] : [],
    );
    return { hints, values: Object.fromEntries([...occurring, ...all]), attributes: [] };
  }, [facets]);
  return (
    <search className="mb-4 block">
      <QueryField
        key={q}
        page="/room/alerts"
        text={q}
        fields={alertFields}
        known={known}
        placeholder="Words, or severity:>=red kind:vendor subject:… -not"
        kept={{ group, sort, state }}
        onAsk={onAsk}
      />
    </search>
  );
}
