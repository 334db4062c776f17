// Where telemetry complains about its own parts. Each complaint is made once a minute at most, with the number of
// times it was held back, because a sink that fails does so for every record.
import type { Attributes, Logger } from "./types.ts";

const quietMs = 60_000;

export type Problems = { report(what: string, attributes?: Attributes): void };

export function createProblems(monotonicMs: () => number, log: Pick<Logger, "warn">): Problems {
  const said = new Map<string, { atMs: number; heldBack: number }>();
  return {
    report(what, attributes) {
      const last = said.get(what);
      if (last && monotonicMs() - last.atMs < quietMs) {
        last.heldBack += 1;
        return;
      }
      said.set(what, { atMs: monotonicMs(), heldBack: 0 });
      log.warn(what, last?.heldBack ? { ...attributes, held_back: last.heldBack } : attributes);
    },
  };
}
