"use client";

import { CalendarClock, History } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { type GraphQuery, graphHref } from "../graph-query.ts";
import { aMinuteAgo } from "./past-steps.ts";

/** From now into the past. */
export function PastEntry({ query, onOtherTime }: { query: GraphQuery; onOtherTime: () => void }) {
  const router = useRouter();
  const alive = useAlive();
  const [going, start] = useTransition();
  const go = () =>
    start(() => router.push(graphHref(query, { at: aMinuteAgo(Date.now()) }), { scroll: false }));
  usePageKeys({ ",": go });
  return (
    <fieldset className="flex items-center" disabled={!alive}>
      <legend className="sr-only">The past</legend>
      <Button
        look="quiet"
        size="sm"
        aria-keyshortcuts=","
        title="The graph as it was a minute ago (,)"
        aria-busy={going}
        onClick={go}
      >
        <History className="size-4" aria-hidden />A minute ago
      </Button>
      <Button look="quiet" size="sm" title="The graph as it was at another time" onClick={onOtherTime}>
        <CalendarClock className="size-4" aria-hidden />
        Another time…
      </Button>
    </fieldset>
  );
}
