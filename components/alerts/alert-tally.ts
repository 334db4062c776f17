// How many there are of what: the numbers above the board, in the title and on the overview are these.
import type { Alert } from "#lib/contract/alert-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";
import { worstOf } from "./board-view.ts";

export type AlertTally = {
  /** Nobody has seen to them yet, and they are causes: what only follows is not counted twice. */
  firing: number;
  following: number;
  acknowledged: number;
  silenced: number;
  /** Of those that are firing. */
  worst: Severity | undefined;
};

/** It wants somebody: nobody has seen to it, and seeing to another one would not end it. */
export function isLoud({ state, inhibitedBy }: Pick<Alert, "state" | "inhibitedBy">): boolean {
  return state === "firing" && inhibitedBy === null;
}

export function tallyOf(alerts: readonly Alert[]): AlertTally {
  const loud = alerts.filter(isLoud);
  const of = (state: Alert["state"]) => alerts.filter((alert) => alert.state === state).length;
  return {
    firing: loud.length,
    following: of("firing") - loud.length,
    acknowledged: of("acknowledged"),
    silenced: of("silenced"),
    worst: worstOf(loud)?.severity,
  };
}

/** Empty when nothing is open. */
export function tallyText({ firing, following, acknowledged, silenced }: AlertTally): string {
  const parts = [
    firing > 0 ? `${firing} firing` : "",
    following > 0 ? `${following} only following` : "",
    acknowledged > 0 ? `${acknowledged} acknowledged` : "",
    silenced > 0 ? `${silenced} silenced` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
