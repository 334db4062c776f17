// A number of places, and a line before them: the first who waits is the first who gets one.
export type Release = () => void;

export type Slots<Left> = {
  /** How many may be in use from now on. What is in use already stays so; those who wait move up at once. */
  allow(limit: number): void;
  /** A place at once, or nothing: nobody passes those who wait. */
  take(): Release | undefined;
  /** `over` is called when its turn comes or it leaves: at once, so that nobody is overtaken on the last step. */
  queueUp(over: () => void): Waiting<Left>;
  inUse(): number;
  waiting(): number;
};

export type Waiting<Left> = {
  readonly turn: Promise<Release | Left>;
  /** Does nothing once its turn has come. */
  leave(): void;
};

/** `left` is what becomes of those who leave before their turn. */
export function createSlots<Left>(left: Left): Slots<Left> {
  const line = new Set<(outcome: Release | Left) => void>();
  let limit = 0;
  let inUse = 0;

  const occupy = (): Release => {
    inUse += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      inUse -= 1;
      moveUp();
    };
  };
  const moveUp = () => {
    if (line.size === 0) return;
    for (const call of line) {
      if (inUse >= limit) return;
      call(occupy());
    }
  };

  return {
    allow(next) {
      limit = next;
      moveUp();
    },
    // Whenever there is a place, the line is empty: everything that makes one lets the line move up.
    take: () => (inUse < limit ? occupy() : undefined),
    queueUp(over) {
      const { promise, resolve } = Promise.withResolvers<Release | Left>();
      const call = (outcome: Release | Left) => {
        line.delete(call);
        resolve(outcome);
        over();
      };
      line.add(call);
      return {
        turn: promise,
        leave() {
          if (line.has(call)) call(left);
        },
      };
    },
    inUse: () => inUse,
    waiting: () => line.size,
  };
}
