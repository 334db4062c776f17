// Owns rows that wait to be sent. What is newer is worth more to whoever looks, so the oldest go when it is full.
export type BoundedBuffer<T> = {
  push(item: T, weight: number): void;
  /** The oldest, as many as together weigh no more than that; at least one if there is any. */
  take(maxWeight: number): T[];
  length(): number;
};

type Limits = { mostItems: number; maxWeight: number; onDropped(): void };

/** Room is made for many at once: moving a long list up for each of them would cost more than they do. */
const madeAtOnce = 100;

export function createBoundedBuffer<T>({ mostItems, maxWeight, onDropped }: Limits): BoundedBuffer<T> {
  const waiting: { item: T; weight: number }[] = [];
  let weighs = 0;

  const remove = (count: number) => {
    const removed = waiting.splice(0, count);
    for (const { weight } of removed) weighs -= weight;
    return removed;
  };
  return {
    length: () => waiting.length,
    push(item, weight) {
      while (waiting.length > 0 && (waiting.length >= mostItems || weighs + weight > maxWeight))
        for (const _ of remove(Math.min(madeAtOnce, Math.ceil(waiting.length / 10)))) onDropped();
      waiting.push({ item, weight });
      weighs += weight;
    },
    take(most) {
      let count = 0;
      let weight = 0;
      for (const one of waiting) {
        if (count > 0 && weight + one.weight > most) break;
        weight += one.weight;
        count += 1;
      }
      return remove(count).map(({ item }) => item);
    },
  };
}
