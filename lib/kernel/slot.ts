// Next loads a module up to four times in one process, so module state does not cross between them.
// An object under a registered symbol on globalThis does; this is the only place that puts one there.
export type Slot<T> = { publish(value: T): void; get(): T; peek(): T | undefined; withdraw(): void };

export function createSlot<T extends object>(name: string): Slot<T> {
  const key = Symbol.for(name);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return {
    publish(value) {
      if (holder[key]) throw new Error(`${name} was published twice in one process`);
      holder[key] = value;
    },
    get() {
      const value = holder[key];
      if (!value)
        throw new Error(
          `${name} was read before it was published; read it inside a handler, not at module scope`,
        );
      return value;
    },
    peek: () => holder[key],
    withdraw() {
      delete holder[key];
    },
  };
}
