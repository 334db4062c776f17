import { expect, test } from "vitest";
import { Stop, type StopSignal } from "./stop-signal.ts";

/** Both kinds of source: the listeners of one must not notice that it is not the other. */
const sources: [string, () => { signal: StopSignal; abort(reason: unknown): void }][] = [
  ["a stop of our own", () => withOwn(new Stop())],
  ["an AbortController", () => withUsual(new AbortController())],
];
const withOwn = (stop: Stop) => ({ signal: stop, abort: (reason: unknown) => stop.abort(reason) });
const withUsual = (stop: AbortController) => ({
  signal: stop.signal,
  abort: (reason: unknown) => stop.abort(reason),
});

test.each(sources)(
  "%s tells everybody once, in the order in which they began to listen, and says why",
  (_, make) => {
    const { signal, abort } = make();
    const told: string[] = [];
    for (const name of ["first", "second", "third"])
      signal.addEventListener("abort", () => told.push(`${name}: ${signal.aborted} ${signal.reason}`), {
        once: true,
      });
    expect(signal.aborted).toBe(false);
    abort("too late");
    abort("again");
    expect(told).toEqual(["first", "second", "third"].map((name) => `${name}: true too late`));
  },
);

test.each(sources)(
  "%s does not tell those who stopped listening, not even while it is telling",
  (_, make) => {
    const { signal, abort } = make();
    const told: string[] = [];
    const listen = (name: string, also: () => void = () => undefined) => {
      const heard = () => {
        told.push(name);
        also();
      };
      signal.addEventListener("abort", heard, { once: true });
      return () => signal.removeEventListener("abort", heard);
    };
    const leave = listen("gone before");
    listen("first", () => leaveNext());
    const leaveNext = listen("gone meanwhile");
    listen("last");
    leave();
    abort("over");
    expect(told).toEqual(["first", "last"]);
  },
);

test.each(sources)("%s tells nobody who comes too late", (_, make) => {
  const { signal, abort } = make();
  const told: string[] = [];
  abort("over");
  signal.addEventListener("abort", () => told.push("late"), { once: true });
  abort("over");
  expect(told).toEqual([]);
});
