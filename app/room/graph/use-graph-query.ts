"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type GraphQuery, graphHref, readGraphQuery } from "./graph-query.ts";

/** What the reader chose is a step back in the history; what is being typed is not. */
type Change = (change: Partial<GraphQuery>, how?: "push" | "replace") => void;

export function useGraphQuery(): [GraphQuery, Change] {
  const params = useSearchParams();
  const query = useMemo(() => readGraphQuery(params), [params]);
  const change = useCallback<Change>((next, how = "push") => {
    // Read anew: between two quick keys the page has not rendered yet.
    const current = readGraphQuery(new URLSearchParams(location.search));
    const href = graphHref(current, next);
    if (href === location.pathname + location.search) return;
    if (how === "push") history.pushState(null, "", href);
    else history.replaceState(null, "", href);
  }, []);
  return [query, change];
}
