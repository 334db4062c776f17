"use client";

import { useRouter } from "next/navigation";
import { canAcknowledge, canResolve, resolve, unacknowledge } from "#components/alerts/alert-actions.ts";
import { matcherFor } from "#components/alerts/board-rows.ts";
import { Menu, type MenuItem, type MenuPlace } from "#components/ui/menu.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import type { BoardActs } from "./use-board-acts.ts";

type Props = { alert: Alert; place: MenuPlace; acts: BoardActs };

/** Loaded with the first click on a row's three dots. */
export default function AlertMenu({ alert, place, acts }: Props) {
  const router = useRouter();
  return (
    <Menu
      label={alert.title}
      place={place}
      items={itemsOf(alert, acts)}
      go={(href) => router.push(href)}
      onClose={acts.onMenuClose}
    />
  );
}

function itemsOf(alert: Alert, acts: BoardActs): MenuItem[] {
  const { links } = alert;
  const evidence = [
    { label: "Graph at that time", href: links.graph },
    { label: "Chart of that time", href: links.chart },
    { label: "Traces of that time", href: links.traces },
    { label: "Logs of that time", href: links.logs },
  ].flatMap(({ label, href }) => (href === null ? [] : [{ label, href }]));
  return [
    ...(canAcknowledge(alert)
      ? [{ label: "Acknowledge with a note…", act: () => acts.onNote([alert]) }]
      : []),
    ...(alert.acknowledged && canResolve(alert)
      ? [{ label: "Take the acknowledgement back", act: () => void unacknowledge(alert) }]
      : []),
    ...(canResolve(alert)
      ? [
          { label: "Silence…", act: () => acts.onSilence(matcherFor(alert)) },
          { label: "Resolve", act: () => void resolve([alert]) },
        ]
      : []),
    { label: "Everything about it", href: links.self },
    { label: alert.kind === "vendor" ? "The vendor" : "The service", href: links.subject },
    ...evidence,
  ];
}
