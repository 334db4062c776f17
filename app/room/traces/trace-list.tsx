"use client";

import { ArrowUp } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useAddress } from "#components/history/use-address.ts";
import { onCommand } from "#components/shell/commands.ts";
import { useLiveList } from "#components/traces/use-live-list.ts";
import { Button } from "#components/ui/button.tsx";
import type { TraceOrder } from "#lib/contract/trace.ts";
import type { TraceList as FoundTraces } from "#lib/contract/trace-answers.ts";
import { CompareBar } from "./compare-bar.tsx";
import { LiveControl } from "./live-control.tsx";
import { TraceTable } from "./trace-table.tsx";

type Props = {
  first: FoundTraces;
  /** The endpoint's address for the same question. */
  ask: string;
  order: TraceOrder;
  withDay: boolean;
  /** Whether newer ones can still come into this page of the list. */
  canBeLive: boolean;
  /** What stands here while there are none. */
  empty: ReactNode;
};

/** The rows, which follow what arrives for as long as nobody reads or stops them. */
export function TraceList({ first, ask, order, withDay, canBeLive, empty }: Props) {
  const [params, change] = useAddress();
  const cursor = params.get("cursor") ?? undefined;
  const live = canBeLive && params.get("live") !== "off";
  const { list, waiting, failure, place, showNew } = useLiveList({ first, ask, live });
  const ids = readPicked(params.get("pick"));
  const keep = (next: Record<string, string | undefined>) =>
    change({ cursor, ...next }, { as: "replace", ask: false });
  const pick = (next: readonly string[]) => keep({ pick: next.length > 0 ? next.join(",") : undefined });
  const toggle = (traceId: string) =>
    pick(ids.includes(traceId) ? ids.filter((id) => id !== traceId) : [...ids, traceId].slice(0, 2));
  const setLive = (on: boolean) => keep({ live: on ? undefined : "off" });
  const onPause = useEffectEvent(() => setLive(!live));
  useEffect(() => (canBeLive ? onCommand("pause", () => onPause()) : undefined), [canBeLive]);

  return (
    <div ref={place} className="relative">
      {canBeLive ? <LiveControl live={live} failure={failure} onChange={setLive} /> : null}
      <span data-rows-start className="block h-px" />
      {waiting > 0 ? (
        <div className="pointer-events-none sticky top-12 z-10 flex h-0 -translate-y-9 justify-center">
          <Button
            look="solid"
            size="sm"
            className="pointer-events-auto animate-appear rounded-full px-3 shadow-overlay"
            onClick={() => {
              showNew();
              place.current?.scrollIntoView({ block: "nearest" });
            }}
          >
            <ArrowUp className="size-3.5" aria-hidden />
            {waiting === 1 ? "1 new trace" : `${waiting} new traces`}
          </Button>
        </div>
      ) : null}
      {list.traces.length > 0 ? (
        <TraceTable traces={list.traces} order={order} withDay={withDay} choosing={{ ids, toggle }} />
      ) : (
        empty
      )}
      <CompareBar ids={ids} onClear={() => pick([])} />
    </div>
  );
}

/** The address may say anything. */
function readPicked(text: string | null): string[] {
  return (text ?? "")
    .split(",")
    .filter((id) => /^[0-9a-f]{32}$/.test(id))
    .slice(0, 2);
}
