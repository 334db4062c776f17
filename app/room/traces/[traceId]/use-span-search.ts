"use client";

import { useEffect, useMemo, useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import type { SpanTree } from "#components/trace/span-tree.ts";
import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { maxFilterLength } from "#lib/contract/filter/term.ts";

const matchesShape = () => import("#lib/contract/trace-answers.ts").then((contract) => contract.SpanMatches);
/** Time to finish a word before the server is asked what the spans say inside. */
const patienceMs = 250;

export type SpanSearch = {
  /** Places in the tree, in its order. */
  found: readonly number[];
  ids: ReadonlySet<string>;
  /** What spans say inside is still being looked up. */
  busy: boolean;
  problem: string | undefined;
};

type Answered = { text: string; spanIds: readonly string[]; problem: string | undefined };

/** Names are compared here at once; attributes and events, and fields by name, are the server's to look at. */
export function useSpanSearch(tree: SpanTree, find: string): SpanSearch {
  const text = find.trim();
  const problem = useMemo(() => problemOf(text), [text]);
  const [answered, setAnswered] = useState<Answered>();

  useEffect(() => {
    if (text === "" || problem !== undefined) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const path = `/api/traces/${tree.traceId}/spans?${new URLSearchParams({ q: text })}`;
      const answer = await askServer(path, matchesShape, { signal: stop.signal });
      if (stop.signal.aborted) return;
      if (answer.ok) return setAnswered({ text, spanIds: answer.data.spanIds, problem: undefined });
      const { fields, detail } = answer.failure;
      setAnswered({ text, spanIds: [], problem: fields[0]?.message ?? detail });
    }, patienceMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [tree.traceId, text, problem]);

  const current = answered?.text === text ? answered : undefined;
  const spanIds = current?.spanIds;
  return useMemo(() => {
    const inside = new Set(spanIds);
    const found =
      text === "" ? [] : tree.nodes.filter((node) => inside.has(node.spanId) || isNamed(node, text));
    return {
      found: found.map(({ at }) => at),
      ids: new Set(found.map(({ spanId }) => spanId)),
      busy: text !== "" && problem === undefined && current === undefined,
      problem: problem ?? current?.problem,
    };
  }, [tree, text, spanIds, current, problem]);
}

/** What the server would refuse is not sent. */
function problemOf(text: string): string | undefined {
  if (text === "") return undefined;
  if (text.length > maxFilterLength) return `More than ${maxFilterLength} characters are too many.`;
  const parsed = parseFilter(text, spanFields);
  return "problem" in parsed ? parsed.problem.message : undefined;
}

function isNamed({ service, name }: { service: string; name: string }, text: string): boolean {
  const names = `${service} ${name}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
}

/** The next of `places` after where one is, round and round. */
export function nextOf(places: readonly number[], from: number | undefined, by: 1 | -1): number | undefined {
  if (from === undefined) return by > 0 ? places[0] : places.at(-1);
  const next = by > 0 ? places.find((at) => at > from) : places.findLast((at) => at < from);
  return next ?? (by > 0 ? places[0] : places.at(-1));
}
