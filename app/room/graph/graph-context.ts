"use client";

import { createContext, useContext } from "react";
import type { Metric } from "#components/room/mesh-words.ts";
import type { MenuPlace } from "#components/ui/menu.tsx";

/** What nodes and edges need besides their own numbers. */
export type GraphControls = {
  metric: Metric;
  selected: string | undefined;
  /** `byKeyboard` asks for the focus to follow into the panel. */
  select: (id: string, byKeyboard: boolean) => void;
  openMenu: (id: string, place: MenuPlace) => void;
  unfold: (group: string) => void;
};

const Controls = createContext<GraphControls | undefined>(undefined);
export const GraphControlsProvider = Controls.Provider;

export function useGraphControls(): GraphControls {
  const controls = useContext(Controls);
  if (!controls) throw new Error("A node was rendered outside of the graph");
  return controls;
}

/** The controls of a place, for a button that stands for it. */
export function usePlace(id: string) {
  const { metric, selected, select, openMenu } = useGraphControls();
  return {
    metric,
    selected,
    chosen: selected === id,
    // A click from the keyboard has no pointer behind it.
    onClick: (event: React.MouseEvent) => select(id, event.detail === 0),
    onContextMenu: (event: React.MouseEvent<HTMLElement>) => {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      const byKey = event.clientX === 0 && event.clientY === 0;
      const [x, y] = byKey ? [box.left, box.bottom] : [event.clientX, event.clientY];
      openMenu(id, { x, y, from: event.currentTarget, byKeyboard: byKey });
    },
    onMenuButton: (event: React.MouseEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      openMenu(id, {
        x: box.left,
        y: box.bottom,
        from: event.currentTarget,
        byKeyboard: event.detail === 0,
      });
    },
  };
}
