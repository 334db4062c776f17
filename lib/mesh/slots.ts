// A number of places, and a line before them: the first who waits is the first who gets one.
export type Release = () => void;

export type Slots = {
  /** How many may be in use from now on. What is in use already stays so; those who wait move up at once. */
  allow(limit: number): void;
  /** A place at once, or nothing: nobody passes those who wait. */
  take(): Release | undefined;
  queueUp(): Waiting;
  inUse(): number;
  waiting(): number;
};

export type Waiting = {
  /** Undefined when left before its turn. */
  readonly turn: Promise<Release | undefined>;
  leave(): void;
};

export function createSlots(): Slots {
  const line = new Set<(release: Release | undefined) => void>();
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
    for (const call of line) {
      if (inUse >= limit) return;
      line.delete(call);
      call(occupy());
    }
  };

  return {
    allow(next) {
      limit = next;
      moveUp();
    },
    take: () => (line.size === 0 && inUse < limit ? occupy() : undefined),
    queueUp() {
      const { promise, resolve } = Promise.withResolvers<Release | undefined>();
      line.add(resolve);
      moveUp();
      return {
        turn: promise,
        leave() {
          if (line.delete(resolve)) resolve(undefined);
        },
      };
    },
    inUse: () => inUse,
    waiting: () => line.size,
  };
}
