// What can be done with a node or an edge.
import { placeWords } from "#components/room/fault-words.ts";
import { logsHref, tracesHref } from "#components/room/recent-traces.tsx";
import type { MenuItem } from "#components/ui/menu.tsx";

type Acts = { startBreaking: (id: string) => void; focusOn: (id: string) => void };

/** Calls are seen where they are made: who is called may never have heard of them. */
function items(id: string, { startBreaking, focusOn }: Acts): MenuItem[] {
  const service = id.split("->")[0] ?? id;
  const breakThis = { label: "Break this…", act: () => startBreaking(id) };
  const evidence = [
    { label: "See traces", href: tracesHref(service) },
    { label: "See logs", href: logsHref(service) },
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
