"use client";

import { useCallback, useReducer, useRef, useState } from "react";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import type { LogList } from "#lib/contract/log-answers.ts";
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

type Options = { asked: Readonly<Record<string, string>>; list: LogList; since: string; live: boolean };

const olderRows = "200";
const listShape = async () => (await import("#lib/contract/log-answers.ts")).LogList;

/** `asked` is what the address asks, as the endpoints take it; `since` is where the live tail goes on. */
export function useLogLines({ asked, list, since, live }: Options): LogLines {
  const [state, step] = useReducer(tailStep, list, tailOf);
  const [failure, setFailure] = useState<Failure>();
  const [loading, setLoading] = useState(false);
  const underWay = useRef(false);
  const connection = useLogTail(
    live ? `/api/logs/stream?${new URLSearchParams(asked.q === undefined ? {} : { q: asked.q })}` : undefined,
    since,
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
