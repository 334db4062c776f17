// What can be done with a node or an edge.

import { placeWords } from "#components/room/fault-words.ts";
import type { MenuItem } from "#components/ui/menu.tsx";
import {
  logsOfService,
  metricsOfCalls,
  metricsOfService,
  tracesOfService,
} from "#lib/contract/evidence-links.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";

type Acts = { startBreaking: (id: string) => void; focusOn: (id: string) => void };

/** Calls are seen where they are made: who is called may never have heard of them. What is over cannot be broken. */
function items(id: string, past: PastGraph | undefined, { startBreaking, focusOn }: Acts): MenuItem[] {
  const [service = id, callee] = id.split("->");
  const time = past && { from: past.from, to: past.to };
  const breakThis = past ? [] : [{ label: "Break this…", act: () => startBreaking(id) }];
  const evidence = [
    { label: "See traces", href: tracesOfService(service, time) },
    { label: "See logs", href: logsOfService(service, time) },
    {
      label: "See metrics",
      href: callee === undefined ? metricsOfService(service, time) : metricsOfCalls(service, callee, time),
    },
  ];
  if (id !== service) return [...breakThis, ...evidence];
  return [
    ...breakThis,
    ...evidence,
    { label: past ? "Open service as it is now" : "Open service", href: `/room/services/${service}` },
    { label: "Focus here", act: () => focusOn(service) },
  ];
}

function title(id: string, past: PastGraph | undefined): string {
  return past ? `${placeWords(id)}: the past cannot be broken` : placeWords(id);
}

export const placeActions = { title, items };
