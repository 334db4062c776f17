// What this tab shows of its own clicks before the server has told it. The feed is the truth: whatever it says of an alert
// ends the guess about it, and so does a refusal.
import { createStore } from "zustand/vanilla";
import type { Alert } from "#lib/contract/alert-answers.ts";

export type Guess = { alert: Alert; basedOn: Alert };
type Guesses = Readonly<Record<string, Guess>>;

export const guessStore = createStore<{ guesses: Guesses }>(() => ({ guesses: {} }));

export function guess(alerts: readonly Alert[], change: (alert: Alert) => Alert): readonly Guess[] {
  const made = alerts.map((alert) => ({ alert: change(alert), basedOn: alert }));
  const news = Object.fromEntries(made.map((one) => [one.basedOn.id, one]));
  guessStore.setState(({ guesses }) => ({ guesses: { ...guesses, ...news } }));
  return made;
}

/** What the server answered to the click takes the guess's place, until the feed says the same or newer. */
export function settle(made: readonly Guess[], answered: readonly Alert[]) {
  const truth = new Map(answered.map((alert) => [alert.id, alert]));
  guessStore.setState(({ guesses }) => {
    const settled = made.flatMap((one) => {
      const alert = truth.get(one.basedOn.id);
      return alert && guesses[alert.id] === one ? [[alert.id, { ...one, alert }] as const] : [];
    });
    return { guesses: { ...guesses, ...Object.fromEntries(settled) } };
  });
}

/** Only these: another click may have made a newer guess of the same alert. */
export function withdraw(made: readonly Guess[]) {
  guessStore.setState(({ guesses }) => {
    const gone = new Set(made);
    const left = Object.entries(guesses).filter(([, one]) => !gone.has(one));
    return { guesses: Object.fromEntries(left) };
  });
}

/** What the feed says, and over it what was clicked since. */
export function withGuesses(alerts: readonly Alert[], guesses: Guesses): readonly Alert[] {
  if (Object.keys(guesses).length === 0) return alerts;
  return alerts.map((alert) => {
    const made = guesses[alert.id];
    // Another object is news from the server.
    return made?.basedOn === alert ? made.alert : alert;
  });
}
