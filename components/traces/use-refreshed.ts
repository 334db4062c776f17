"use client";

import { useEffect, useState } from "react";
import { askServer, type Failure, type ShapeSource } from "#components/shell/ask-server.ts";

type Options<Data> = {
  /** What the page came with; another one takes the place of everything asked since. */
  first: Data;
  shape: ShapeSource<Data>;
  /** Undefined: the page stays as it came. */
  everyMs: number | undefined;
};
export type Refreshed<Data> = { data: Data; failure: Failure | undefined };

/** Asks the same question again and again while the page is in sight. What is known stays when an answer is missing. */
export function useRefreshed<Data>(path: string, { first, shape, everyMs }: Options<Data>): Refreshed<Data> {
  const [answer, setAnswer] = useState<{ first: Data } & Refreshed<Data>>();

  useEffect(() => {
    if (everyMs === undefined) return;
    const stop = new AbortController();
    let underWay = false;
    const ask = async () => {
      // A slow server is asked less often, not more.
      if (document.hidden || underWay) return;
      underWay = true;
      const given = await askServer(path, shape, { signal: stop.signal });
      underWay = false;
      if (stop.signal.aborted) return;
      setAnswer((before) => ({
        first,
        data: given.ok ? given.data : before?.first === first ? before.data : first,
        failure: given.ok ? undefined : given.failure,
      }));
    };
    const timer = setInterval(ask, everyMs);
    const onSight = () => void ask();
    document.addEventListener("visibilitychange", onSight);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onSight);
    };
  }, [path, shape, first, everyMs]);

  return answer?.first === first ? answer : { data: first, failure: undefined };
}
