"use client";

import { useEffect, useState } from "react";
import { type Answer, askServer, type Failure, type ShapeSource } from "#components/shell/ask-server.ts";

export type Asked<Data> = {
  data: Data | undefined;
  /** Why the newest answer is missing; older data may still be there. */
  failure: Failure | undefined;
  again: () => void;
};

type When = {
  /** While the page is in sight. */
  everyMs?: number;
  /** Another stamp means that there is news. */
  stamp?: string;
};

/** Asks at once, and again when told to; what was answered stays until there is something newer. */
export function useAsked<Data>(
  path: string,
  shape: ShapeSource<Data>,
  { everyMs, stamp }: When = {},
): Asked<Data> {
  const [answer, setAnswer] = useState<{
    path: string;
    data: Data | undefined;
    failure: Failure | undefined;
  }>();
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round or stamp asks again
  useEffect(() => {
    const stop = new AbortController();
    const take = (given: Answer<Data>) => {
      if (stop.signal.aborted) return;
      setAnswer((before) => {
        const data = given.ok ? given.data : before?.path === path ? before.data : undefined;
        return { path, data, failure: given.ok ? undefined : given.failure };
      });
    };
    let underWay = false;
    const ask = async () => {
      // A server that takes longer than this waits between two questions is not helped by a second one.
      if (document.hidden || underWay) return;
      underWay = true;
      take(await askServer(path, shape, { signal: stop.signal }));
      underWay = false;
    };
    ask();
    const timer = everyMs === undefined ? undefined : setInterval(ask, everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [path, shape, everyMs, stamp, round]);

  const current = answer?.path === path ? answer : undefined;
  return {
    data: current?.data,
    failure: current?.failure,
    again: () => setRound((before) => before + 1),
  };
}
