"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { LogBatch } from "#lib/contract/log-tail.ts";

/** `refused`: the server said no, and will be asked again a little later. */
export type TailConnection = "off" | "connecting" | "live" | "reconnecting" | "refused";

const askAgainMs = 10_000;

/**
 * Follows new lines for as long as the page is in sight. A browser reconnects by itself and says what it heard last;
 * where it cannot, the same is said here.
 */
export function useLogTail(
  address: string | undefined,
  after: string | undefined,
  take: (batch: LogBatch) => void,
): TailConnection {
  const [connection, setConnection] = useState<TailConnection>("off");
  const heard = useRef(after);
  const onBatch = useEffectEvent(take);

  useEffect(() => {
    if (address === undefined) return setConnection("off");
    let source: EventSource | undefined;
    let retry: number | undefined;
    let left = false;
    const readBatch = readerOf();
    const onEvent = async (event: MessageEvent<string>) => {
      const batch = await readBatch(event.data);
      if (left || !batch) return;
      heard.current = event.lastEventId;
      setConnection("live");
      onBatch(batch);
    };
    const close = () => {
      clearTimeout(retry);
      source?.close();
      source = undefined;
    };
    const open = () => {
      close();
      if (document.hidden) return;
      setConnection("connecting");
      const from = heard.current === undefined ? "" : `&after=${heard.current}`;
      source = new EventSource(`${address}${from}`);
      source.addEventListener("lines", onEvent);
      source.addEventListener("beat", onEvent);
      source.onerror = () => {
        const gaveUp = source?.readyState === EventSource.CLOSED;
        setConnection(gaveUp ? "refused" : "reconnecting");
        if (gaveUp) retry = window.setTimeout(open, askAgainMs);
      };
    };
    const onVisibility = () => (document.hidden ? close() : open());
    open();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      left = true;
      close();
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [address]);

  return connection;
}

/** In the order in which they came, although the first has to wait for the shape. */
function readerOf() {
  let turn: Promise<unknown> = import("#lib/contract/log-tail.ts");
  const shape = turn as Promise<typeof import("#lib/contract/log-tail.ts")>;
  return (data: string): Promise<LogBatch | undefined> => {
    const read = turn.then(async () => (await shape).LogBatch.safeParse(JSON.parse(data)).data);
    turn = read.catch(() => undefined);
    return read.catch(() => undefined);
  };
}
