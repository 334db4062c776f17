import { describe, expect, test } from "vitest";
import { createBoundedBuffer } from "./bounded-buffer.ts";

function start(mostItems: number, maxWeight: number) {
  let dropped = 0;
  const buffer = createBoundedBuffer<number>({
    mostItems,
    maxWeight,
    onDropped: () => {
      dropped += 1;
    },
  });
  return { ...buffer, dropped: () => dropped };
}

describe("rows that wait", () => {
  test("leave in the order in which they came, as many as fit", () => {
    const buffer = start(10, 100);
    for (const number of [1, 2, 3, 4]) buffer.push(number, 10);
    expect(buffer.take(25)).toEqual([1, 2]);
    expect(buffer.take(1)).toEqual([3]);
    expect(buffer.take(1_000)).toEqual([4]);
    expect(buffer.take(1_000)).toEqual([]);
  });

  test.each([
    ["number", 5, 1_000],
    ["weight", 1_000, 50],
  ])("lose the oldest when their %s is too large, and each is counted", (_, mostItems, maxWeight) => {
    const buffer = start(mostItems, maxWeight);
    for (let number = 1; number <= 20; number += 1) buffer.push(number, 10);
    expect(buffer.length()).toBe(5);
    expect(buffer.dropped()).toBe(15);
    expect(buffer.take(1_000)).toEqual([16, 17, 18, 19, 20]);
  });
});
