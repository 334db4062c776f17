// What can be done with a node or an edge.

import { placeWords } from "#components/room/fault-words.ts";
import type { MenuItem } from "#components/ui/menu.tsx";
import {
  logsOfService,
  metricsOfCalls,
  metricsOfService,
  tracesOfService,
} from "#lib/contract/evidence-links.ts";

type Acts = { startBreaking: (id: string) => void; focusOn: (id: string) => void };

/** Calls are seen where they are made: who is called may never have heard of them. */
function items(id: string, { startBreaking, focusOn }: Acts): MenuItem[] {
  const [service = id, callee] = id.split("->");
  const breakThis = { label: "Break this…", act: () => startBreaking(id) };
  const evidence = [
    { label: "See traces", href: tracesOfService(service) },
    { label: "See logs", href: logsOfService(service) },
    {
      label: "See metrics",
      href: callee === undefined ? metricsOfService(service) : metricsOfCalls(service, callee),
    },
  ];
  if (id !== service) return [breakThis, ...evidence];
  return [
    breakThis,
    ...evidence,
    { label: "Open service", href: `/room/services/${service}` },
    { label: "Focus here", act: () => focusOn(service) },
  ];
}

export const placeActions = { title: placeWords, items };
