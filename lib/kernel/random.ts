// Chance is a parameter, and it is keyed: the dice for one purpose in one request come from (seed, request, place,
// purpose) alone, so that nothing which happens elsewhere can change them.
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** In [0, below), whole. */
  integer(below: number): number;
  chance(probability: number): boolean;
  /** Half of the values lie below `median`; `spread` 0.3 is a calm service, 1 a wild one. */
  lognormal(median: number, spread: number): number;
  /** The waiting time between events that come `perUnit` times a unit. */
  exponential(perUnit: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};

export function keyedRandom(...key: readonly KeyPart[]): Random {
  return new Dice(mix(absorb(untouched, key.join(between))));
}

/** Where a key falls in [0, 1): the same key always at the same place. */
export function keyedFraction(...key: readonly KeyPart[]): number {
  return mix(absorb(untouched, key.join(between)))[0] / 2 ** 32;
}

/** `bytes` as lower-case hex, the same for the same key. */
export function keyedHex(bytes: number, ...key: readonly KeyPart[]): string {
  return hexOf(mix(absorb(untouched, key.join(between))), bytes);
}

/** What many keys begin with, which is read once for all of them. */
export type KeyStem = {
  /** As `keyedRandom` of the stem's parts and this one. */
  random(last: KeyPart): Random;
  /** As `keyedHex` of the stem's parts and this one. */
  hex(bytes: number, last: KeyPart): string;
};

export function keyStem(...parts: readonly [KeyPart, ...KeyPart[]]): KeyStem {
  const read = absorb(untouched, parts.join(between) + between);
  return {
    random: (last) => new Dice(mix(absorb(read, String(last)))),
    hex: (bytes, last) => hexOf(mix(absorb(read, String(last))), bytes),
  };
}

type KeyPart = string | number;
const between = "\u001f";

function hexOf(words: Words, bytes: number): string {
  let hex = "";
  for (let at = 0; at < bytes; at += 1) {
    const word = words[at >> 2] ?? 0;
    hex += bytesAsHex[(word >>> (24 - 8 * (at & 3))) & 0xff];
  }
  return hex;
}

/** Every span has such an id: looking bytes up is five times as fast as formatting numbers. */
const bytesAsHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

type Words = readonly [number, number, number, number];

const untouched: Words = [1779033703, 3144134277 | 0, 1013904242, 2773480762 | 0];

/** Four streams of MurmurHash's mixing steps over the text (known as cyrb128). */
function absorb([first, second, third, fourth]: Words, text: string): Words {
  let a = first;
  let b = second;
  let c = third;
  let d = fourth;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  return [a, b, c, d];
}

function mix([first, second, third, fourth]: Words): Words {
  const a = Math.imul(third ^ (first >>> 18), 597399067);
  const b = Math.imul(fourth ^ (second >>> 22), 2869860233);
  const c = Math.imul(a ^ (third >>> 17), 951274213);
  const d = Math.imul(b ^ (fourth >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** Small Fast Counter by Chris Doty-Humphrey: 128 bits of state, passes PractRand. */
class Dice implements Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor([first, second, third, fourth]: Words) {
    this.a = first | 0;
    this.b = second | 0;
    this.c = third | 0;
    this.counter = fourth | 0;
  }

  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  lognormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.standardNormal());
  }

  exponential(perUnit: number): number {
    return -Math.log(1 - this.next()) / perUnit;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.integer(items.length)] ?? items[0];
  }

  private standardNormal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
