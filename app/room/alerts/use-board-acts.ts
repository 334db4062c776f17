"use client";

import { useMemo, useState } from "react";
import { acknowledge } from "#components/alerts/alert-actions.ts";
import type { useAddress } from "#components/history/use-address.ts";
import type { MenuPlace } from "#components/ui/menu.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import type { RowActs } from "./alert-row.tsx";

type Menu = { alert: Alert; place: MenuPlace };

export type BoardActs = RowActs & {
  opened: string | undefined;
  folding: { shut: ReadonlySet<string>; opened: ReadonlySet<string> };
  silencing: string | undefined;
  noting: readonly Alert[] | undefined;
  menu: Menu | undefined;
  onSilence: (matcher: string | undefined) => void;
  onNote: (alerts: readonly Alert[] | undefined) => void;
  onMenuClose: () => void;
  onFold: (key: string) => void;
  onClose: () => void;
};

/** What is open, folded or being asked for, and what rows do about it; the same functions for as long as the board is there. */
export function useBoardActs(
  opened: string | undefined,
  change: ReturnType<typeof useAddress>[1],
): BoardActs {
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [silencing, onSilence] = useState<string>();
  const [noting, onNote] = useState<readonly Alert[]>();
  const [menu, setMenu] = useState<Menu>();
  const steady = useMemo(() => {
    const open = (id: string | undefined) => change({ alert: id }, { as: "replace", ask: false });
    return {
      onToggle: ({ id }: Alert) =>
        open(new URLSearchParams(location.search).get("alert") === id ? undefined : id),
      onClose: () => open(undefined),
      onAcknowledge: (alerts: readonly Alert[]) => void acknowledge(alerts),
      onSilence,
      onNote,
      onMenu: (alert: Alert, at: HTMLElement) => setMenu({ alert, place: below(at) }),
      onMenuClose: () => setMenu(undefined),
      onFollowers: ({ id }: Alert) => setUnfolded((before) => flipped(before, id)),
      onFold: (key: string) => setShut((before) => flipped(before, key)),
    };
  }, [change]);
  return { ...steady, opened, folding: { shut, opened: unfolded }, silencing, noting, menu };
}

function flipped(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

function below(from: HTMLElement): MenuPlace {
  const { left, bottom } = from.getBoundingClientRect();
  return { x: left, y: bottom, from, byKeyboard: from.matches(":focus-visible") };
}
