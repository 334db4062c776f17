import { afterEach, expect, test } from "vitest";
import { guess, guessStore, withdraw, withGuesses } from "./guesses.ts";
import { alertNamed } from "./testing/alert-named.ts";

afterEach(() => guessStore.setState({ guesses: {} }));

const seen = (alerts: Parameters<typeof withGuesses>[0]) =>
  withGuesses(alerts, guessStore.getState().guesses).map(({ state }) => state);
const acknowledged = (alert: ReturnType<typeof alertNamed>) => ({ ...alert, state: "acknowledged" as const });

test("a click shows at once, and only at what was clicked", () => {
  const [one, other] = [alertNamed("one"), alertNamed("other")];
  guess([one], acknowledged);
  expect(seen([one, other])).toEqual(["acknowledged", "firing"]);
});

test("what the feed says of the alert ends the guess, whatever it says", () => {
  const one = alertNamed("one");
  guess([one], acknowledged);
  expect(seen([{ ...one, severity: "cherry" }])).toEqual(["firing"]);
});

test("a refusal takes back its own guess and leaves a newer one", () => {
  const one = alertNamed("one");
  const refused = guess([one], acknowledged);
  guess([one], (alert) => ({ ...alert, state: "resolved" }));
  withdraw(refused);
  expect(seen([one])).toEqual(["resolved"]);
});
