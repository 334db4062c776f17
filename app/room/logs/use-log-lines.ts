"use client";

import { useCallback, useReducer, useRef, useState } from "react";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import type { LogList } from "#lib/contract/log.ts";
import { microsFromIso } from "#lib/contract/micro-time.ts";
import { isFull, type TailState, tailOf, tailStep } from "./tail-state.ts";
import { type TailConnection, useLogTail } from "./use-log-tail.ts";

export type LogLines = TailState & {
  connection: TailConnection;
  pause: () => void;
  resume: () => void;
  /** Undefined while they are on their way, and where there are none or too many. */
  loadOlder: (() => void) | undefined;
  full: boolean;
  olderFailure: Failure | undefined;
};

const olderRows = "200";
const listShape = async () => (await import("#lib/contract/log.ts")).LogList;

/** `asked` is what the address asks, as the endpoints take it. */
export function useLogLines(asked: Readonly<Record<string, string>>, list: LogList, live: boolean): LogLines {
  const [state, step] = useReducer(tailStep, list, tailOf);
  const [failure, setFailure] = useState<Failure>();
  const [loading, setLoading] = useState(false);
  const underWay = useRef(false);
  const connection = useLogTail(
    live ? `/api/logs/stream?${new URLSearchParams(asked.q === undefined ? {} : { q: asked.q })}` : undefined,
    startOf(list, asked),
    (batch) => step({ kind: "batch", batch }),
  );

  const { next } = state;
  const loadOlder = useCallback(async () => {
    if (next === null || underWay.current) return;
    underWay.current = true;
    setLoading(true);
    const query = new URLSearchParams({ ...asked, limit: olderRows, cursor: next });
    const answer = await askServer(`/api/logs?${query}`, listShape);
    underWay.current = false;
    setLoading(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) step({ kind: "older", list: answer.data });
  }, [asked, next]);

  const full = isFull(state);
  return {
    ...state,
    connection,
    pause: useCallback(() => step({ kind: "pause" }), []),
    resume: useCallback(() => step({ kind: "resume" }), []),
    loadOlder: next === null || loading || full ? undefined : loadOlder,
    full,
    olderFailure: failure,
  };
}

/** Ids are at least the microseconds of their time, so an empty list is followed from where its time begins. */
function startOf({ logs }: LogList, { from, to }: Readonly<Record<string, string>>): string | undefined {
  const newest = logs.reduce((most, { id }) => Math.max(most, Number(id)), 0);
  if (newest > 0) return String(newest);
  return from !== undefined && to === undefined ? String(microsFromIso(from)) : undefined;
}
