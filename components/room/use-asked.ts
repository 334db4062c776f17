"use client";

import { useEffect, useState } from "react";
import { type Answer, askServer, type Failure } from "./ask-server.ts";

export type Asked<Data> = {
  data: Data | undefined;
  /** Why the newest answer is missing; older data may still be there. */
  failure: Failure | undefined;
  again: () => void;
};

type Shape<Data> = Parameters<typeof askServer<Data>>[1];

/** Asks at once and then every so often, while the page is in sight. `path` undefined asks nothing. */
export function useAsked<Data>(path: string | undefined, shape: Shape<Data>, everyMs?: number): Asked<Data> {
  const [answer, setAnswer] = useState<{
    path: string;
    data: Data | undefined;
    failure: Failure | undefined;
  }>();
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again
  useEffect(() => {
    if (path === undefined) return;
    const stop = new AbortController();
    const take = (given: Answer<Data>) => {
      if (stop.signal.aborted) return;
      setAnswer((before) => {
        const data = given.ok ? given.data : before?.path === path ? before.data : undefined;
        return { path, data, failure: given.ok ? undefined : given.failure };
      });
    };
    const ask = () => {
      if (!document.hidden) askServer(path, shape, { signal: stop.signal }).then(take);
    };
    ask();
    const timer = everyMs === undefined ? undefined : setInterval(ask, everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [path, shape, everyMs, round]);

  const current = answer?.path === path ? answer : undefined;
  return {
    data: current?.data,
    failure: current?.failure,
    again: () => setRound((before) => before + 1),
  };
}
