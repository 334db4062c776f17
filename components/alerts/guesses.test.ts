import { afterEach, expect, test } from "vitest";
import { guess, guessStore, settle, withdraw, withGuesses } from "./guesses.ts";
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

test("what the server answers takes its place, but not that of a newer click", () => {
  const [one, other] = [alertNamed("one"), alertNamed("other")];
  const [mine, newer] = [guess([one], acknowledged), guess([other], acknowledged)];
  guess([other], (alert) => ({ ...alert, state: "resolved" }));
  settle(mine, [{ ...one, state: "silenced" }]);
  settle(newer, [{ ...other, state: "acknowledged" }]);
  expect(seen([one, other])).toEqual(["silenced", "resolved"]);
  expect(seen([{ ...one }, other])).toEqual(["firing", "resolved"]);
});

test("a refusal takes back its own guess and leaves a newer one", () => {
  const one = alertNamed("one");
  const refused = guess([one], acknowledged);
  guess([one], (alert) => ({ ...alert, state: "resolved" }));
  withdraw(refused);
  expect(seen([one])).toEqual(["resolved"]);
});
