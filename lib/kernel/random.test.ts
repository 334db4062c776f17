import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyedFraction, keyedHex, keyedRandom, keyStem, type Random } from "./random.ts";

const samples = 50_000;
const numbers = Array.from({ length: samples }, (_, index) => index);
const draw = (take: (random: Random) => number, random = keyedRandom("seed", "draw")) =>
  numbers.map(() => take(random));

/** Chi-square over 100 cells, 99 degrees of freedom: a fair source is above 160 once in 10,000 keys. */
function unevenness(values: readonly number[]): number {
  const cells = new Array<number>(100).fill(0);
  for (const value of values) cells[Math.floor(value * 100)] = (cells[Math.floor(value * 100)] ?? 0) + 1;
  const expected = values.length / 100;
  return cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Fair pairs stay within 0.02 of 0. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const product = (a: readonly number[], b: readonly number[], meanA: number, meanB: number) =>
    a.reduce((sum, value, index) => sum + (value - meanA) * ((b[index] ?? 0) - meanB), 0);
  return (
    product(xs, ys, meanX, meanY) / Math.sqrt(product(xs, xs, meanX, meanX) * product(ys, ys, meanY, meanY))
  );
}

/** One fraction for each of many keys that differ in their last part alone, as those of requests do. */
const sources = {
  "the dice of one key": () => draw((random) => random.next()),
  "the first throw for each of many keys": () => numbers.map((nth) => keyedRandom("seed", "a", nth).next()),
  "the second throw for each of many keys": () =>
    numbers.map((nth) => {
      const random = keyedRandom("seed", "a", nth);
      random.next();
      return random.next();
    }),
  "the place where each of many keys falls": () =>
    numbers.map((nth) => keyedFraction("seed", `visitor-${nth}`)),
  "the ids of many keys": () =>
    numbers.map((nth) => Number.parseInt(keyedHex(8, "seed", nth).slice(0, 8), 16) / 2 ** 32),
};

describe("keyed chance", () => {
  test.each(Object.entries(sources))("spreads evenly and without memory: %s", (_, take) => {
    const values = take();
    expect(Math.min(...values.slice(0, 10_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values.slice(0, 10_000))).toBeLessThan(1);
    expect(unevenness(values)).toBeLessThan(160);
    for (const lag of [1, 2, 10]) {
      expect(Math.abs(correlation(values.slice(lag), values.slice(0, -lag)))).toBeLessThan(0.02);
    }
  });

  test.each([
    ["purposes", ["work", "network"]],
    ["calls of a request", ["0.1", "0.2"]],
    ["seeds", ["7", "8"]],
  ])("is independent between %s", (_, [one = "", other = ""]) => {
    const first = (key: string) => numbers.map((nth) => keyedRandom(key, `request-${nth}`, key).next());
    expect(Math.abs(correlation(first(one), first(other)))).toBeLessThan(0.02);
  });

  test("is the same for the same key, however much is thrown elsewhere", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1 }),
        fc.nat(20),
        (key, others) => {
          const expected = keyedRandom(...key);
          const found = keyedRandom(...key);
          for (let count = 0; count < 5; count += 1) {
            for (let other = 0; other < others; other += 1) keyedRandom(...key, "other", other).next();
            expect(found.next()).toBe(expected.next());
          }
          expect(keyedFraction(...key)).toBe(keyedFraction(...key));
          expect(keyedHex(16, ...key)).toBe(keyedHex(16, ...key));
        },
      ),
    );
  });

  test("of a stem is that of the whole key", () => {
    const part = fc.oneof(fc.string(), fc.integer());
    fc.assert(
      fc.property(fc.tuple(part, part), part, ([first, second], last) => {
        const stem = keyStem(first, second);
        expect(stem.hex(16, last)).toBe(keyedHex(16, first, second, last));
        expect(stem.random(last).next()).toBe(keyedRandom(first, second, last).next());
      }),
    );
  });

  test("keeps the parts of a key apart", () => {
    expect(keyedHex(16, "ab", "c")).not.toBe(keyedHex(16, "a", "bc"));
    expect(keyedHex(16, "a", "b")).not.toBe(keyedHex(16, "b", "a"));
  });
});

describe("the shape of chance", () => {
  test("half of what is lognormal lies below the median, and its logarithm spreads as asked", () => {
    const values = draw((random) => random.lognormal(40, 0.3)).toSorted((a, b) => a - b);
    expect(values[samples / 2]).toBeCloseTo(40, 0);
    // One standard deviation above the middle: 84.13 % lie below it.
    expect(values[Math.floor(samples * 0.8413)]).toBeCloseTo(40 * Math.exp(0.3), 0);
  });

  test("what comes five times a unit waits a fifth of it on average", () => {
    const values = draw((random) => random.exponential(5));
    expect(values.reduce((sum, value) => sum + value, 0) / samples).toBeCloseTo(0.2, 2);
    expect(Math.min(...values.slice(0, 10_000))).toBeGreaterThanOrEqual(0);
  });

  test("a chance of 30 % comes true three times in ten; of none never, of one always", () => {
    const share = (probability: number) => draw((random) => Number(random.chance(probability)));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0) / samples;
    expect(sum(share(0.3))).toBeCloseTo(0.3, 1);
    expect(sum(share(0))).toBe(0);
    expect(sum(share(1))).toBe(1);
  });

  test("whole numbers and picks reach every place and nothing beyond", () => {
    expect(new Set(draw((random) => random.integer(6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    const random = keyedRandom("seed", "pick");
    expect(new Set(numbers.map(() => random.pick(["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
  });

  test.each([1, 4, 8, 16])("%d bytes of hex are twice as many digits, leading zeros included", (bytes) => {
    for (const nth of numbers.slice(0, 5_000)) {
      expect(keyedHex(bytes, "seed", nth)).toMatch(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
    }
  });
});
