// What everybody is told leaves in turns. Thousands of pieces of news at once would wait for every reader, also for the quick
// ones, and whoever has more than a megabyte waiting is taken for one who does not read, and cut.
import type { VendorTold } from "#lib/contract/vendor-events.ts";

/** Some hundred kilobytes. */
const mostAtOnce = 200;
/** A reader on a line of twenty megabits a second keeps up. */
const apartMs = 40;

export type Teller = {
  tell(events: readonly VendorTold[]): void;
  /** Nobody is left to be told what still waits. */
  close(): void;
};

export function tellInTurns(say: (told: VendorTold) => void): Teller {
  const waiting: VendorTold[] = [];
  let timer: NodeJS.Timeout | undefined;
  const turn = () => {
    timer = undefined;
    for (const told of waiting.splice(0, mostAtOnce)) say(told);
    if (waiting.length > 0) timer = setTimeout(turn, apartMs);
  };
  return {
    tell(events) {
      for (const told of events) waiting.push(told);
      if (!timer) turn();
    },
    close() {
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}
