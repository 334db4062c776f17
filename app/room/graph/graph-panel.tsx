"use client";

import { placeWords } from "#components/room/fault-words.ts";
import { callersOf } from "#components/room/reach.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { EdgePanel } from "./edge-panel.tsx";
import { usePast } from "./past/past-context.ts";
import { PastEdgePanel } from "./past/past-edge-panel.tsx";
import { PastServicePanel } from "./past/past-service-panel.tsx";
import { ServicePanel } from "./service-panel.tsx";
import { SidePanel } from "./side-panel.tsx";

type Props = {
  selected: string | undefined;
  services: readonly TopologyService[];
  takeFocus: boolean;
  /** The same of now. */
  nowHref: string;
  onClose: () => void;
  onBreak: (id: string) => void;
  onSelect: (id: string) => void;
};

/** What is known of the chosen service or calls; an address can also name what is not there. */
export function GraphPanel({ selected, services, takeFocus, nowHref, onClose, onBreak, onSelect }: Props) {
  const past = usePast();
  if (selected === undefined) return null;
  const shared = { takeFocus, onClose, onSelect };
  const then = past && { past, nowHref };
  const breaking = { onBreak: () => onBreak(selected) };
  const service = services.find(({ id }) => id === selected);
  if (service) {
    const of = { service, callers: callersOf(services, selected), ...shared };
    return then ? (
      <PastServicePanel key={selected} {...of} {...then} />
    ) : (
      <ServicePanel key={selected} {...of} {...breaking} />
    );
  }
  const [from = "", to = ""] = selected.split("->");
  const calls = services.some(({ id, dependencies }) => id === from && dependencies.includes(to));
  if (calls) {
    const of = { edge: { id: selected, from, to }, ...shared };
    return then ? (
      <PastEdgePanel key={selected} {...of} {...then} />
    ) : (
      <EdgePanel key={selected} {...of} {...breaking} />
    );
  }
  const folded = selected.startsWith("group:") || selected.includes("->group:");
  return (
    <SidePanel title={placeWords(selected.replaceAll("group:", ""))} takeFocus={takeFocus} onClose={onClose}>
      <p className="px-4 py-3 text-sm text-muted">
        {folded
          ? "These are calls of many services. Unfold a group to see each."
          : "The mesh has no such place."}
      </p>
    </SidePanel>
  );
}
