// What was armed and is over, for as long as somebody may want to look it up.
import type { Fault } from "#lib/contract/fault.ts";
import type { Clock } from "#lib/kernel/clock.ts";

const keptMs = 3_600_000;
const mostKept = 200;

export function createHistory(clock: Clock) {
  let past: { fault: Fault; sinceMs: number }[] = [];
  const prune = () => {
    const oldestMs = clock.monotonicMs() - keptMs;
    past = past.filter(({ sinceMs }) => sinceMs > oldestMs).slice(-mostKept);
  };
  return {
    add(fault: Fault) {
      past.push({ fault, sinceMs: clock.monotonicMs() });
      prune();
    },
    get(id: string): Fault | undefined {
      prune();
      return past.find(({ fault }) => fault.id === id)?.fault;
    },
    newestFirst(): Fault[] {
      prune();
      return past.map(({ fault }) => fault).reverse();
    },
  };
}
