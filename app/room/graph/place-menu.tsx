"use client";

import { useRouter } from "next/navigation";
import { BreakLauncher } from "#components/room/break-launcher.tsx";
import { Menu, type MenuPlace } from "#components/ui/menu.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { placeActions } from "./place-actions.ts";
import { focusPlace } from "./use-chosen-place.ts";

type MenuProps = {
  menu: { id: string; place: MenuPlace };
  past: PastGraph | undefined;
  onBreak: (id: string) => void;
  onFocus: (id: string) => void;
  onClose: () => void;
};

/** What can be done with the node or edge it was opened on. */
export function PlaceMenu({ menu: { id, place }, past, onBreak, onFocus, onClose }: MenuProps) {
  const router = useRouter();
  return (
    <Menu
      label={placeActions.title(id, past)}
      place={place}
      items={placeActions.items(id, past, { startBreaking: onBreak, focusOn: onFocus })}
      go={router.push}
      onClose={onClose}
    />
  );
}

type BreakProps = { place: string; services: readonly TopologyService[]; onClose: () => void };

export function BreakPlace({ place, services, onClose }: BreakProps) {
  const close = () => {
    onClose();
    // Only after the dialog has let go of the focus.
    setTimeout(() => focusPlace(place));
  };
  return <BreakLauncher place={place} services={services} onClose={close} />;
}
