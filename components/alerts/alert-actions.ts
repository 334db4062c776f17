"use client";

// What an operator does about alerts: shown at once, taken back where the server refuses.
import { countOf } from "#components/room/mesh-words.ts";
import { type Answer, askServer } from "#components/shell/ask-server.ts";
import { notify } from "#components/ui/notify.ts";
import type { Alert, AlertActionResult } from "#lib/contract/alert-answers.ts";
import { type Guess, guess, settle, withdraw } from "./guesses.ts";

type Action = "acknowledge" | "unacknowledge" | "resolve";

/** The endpoint takes no more at once. */
const mostAtOnce = 1_000;
const resultShape = async () => (await import("#lib/contract/alert-answers.ts")).AlertActionResult;

export const canAcknowledge = ({ state, acknowledged }: Alert) =>
  state !== "resolved" && acknowledged === null;
export const canResolve = ({ state }: Alert) => state !== "resolved";

/** Of what is acknowledged already, it is the note that changes; without one, nothing: somebody else was quicker. */
export function acknowledge(alerts: readonly Alert[], note?: string) {
  const at = new Date().toISOString();
  const wanted = alerts.filter(note === undefined ? canAcknowledge : canResolve);
  return act("acknowledge", wanted, note, (alert) => ({
    ...alert,
    state: alert.state === "firing" ? "acknowledged" : alert.state,
    acknowledged: { by: "operator", at, note: note ?? "" },
  }));
}

export function unacknowledge(alert: Alert) {
  return act("unacknowledge", [alert], undefined, (one) => ({
    ...one,
    state: one.state === "acknowledged" ? "firing" : one.state,
    acknowledged: null,
  }));
}

export function resolve(alerts: readonly Alert[]) {
  const at = new Date().toISOString();
  return act("resolve", alerts.filter(canResolve), undefined, (alert) => ({
    ...alert,
    state: "resolved",
    resolvedAt: at,
  }));
}

const failedTo: Record<Action, string> = {
  acknowledge: "Not acknowledged",
  unacknowledge: "Still acknowledged",
  resolve: "Not resolved",
};

async function act(
  action: Action,
  alerts: readonly Alert[],
  note: string | undefined,
  change: (alert: Alert) => Alert,
): Promise<boolean> {
  if (alerts.length === 0) return true;
  const made = guess(alerts, change);
  for (let at = 0; at < made.length; at += mostAtOnce) {
    const part = made.slice(at, at + mostAtOnce);
    const body = { ids: part.map(({ basedOn }) => basedOn.id), action, note };
    const answer = await askServer<AlertActionResult>("/api/alerts/actions", resultShape, {
      method: "POST",
      body,
    });
    if (!answer.ok) {
      refuse(answer, failedTo[action], made.slice(at));
      return false;
    }
    settle(part, answer.data.alerts);
  }
  return true;
}

function refuse({ failure }: Extract<Answer<unknown>, { ok: false }>, title: string, made: readonly Guess[]) {
  withdraw(made);
  const which = made.length === 1 ? "" : ` (${countOf(made.length, "alert")})`;
  notify({ tone: "problem", title: `${title}${which}`, detail: failure.detail });
}
