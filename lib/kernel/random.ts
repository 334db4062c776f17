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

export function keyedRandom(...key: readonly (string | number)[]): Random {
  const next = sfc32(hash128(key.join("\u001f")));
  return {
    next,
    integer: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    lognormal: (median, spread) => median * Math.exp(spread * standardNormal(next)),
    exponential: (perUnit) => -Math.log(1 - next()) / perUnit,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

/** Where a key falls in [0, 1): the same key always at the same place. */
export function keyedFraction(...key: readonly (string | number)[]): number {
  return hash128(key.join("\u001f"))[0] / 2 ** 32;
}

/** `bytes` as lower-case hex, the same for the same key. */
export function keyedHex(bytes: number, ...key: readonly (string | number)[]): string {
  let hex = "";
  for (const word of hash128(key.join("\u001f"))) {
    for (let shift = 24; shift >= 0; shift -= 8) hex += bytesAsHex[(word >>> shift) & 0xff];
  }
  return hex.slice(0, bytes * 2);
}

/** Every span has such an id: looking bytes up is five times as fast as formatting numbers. */
const bytesAsHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

type Words = [number, number, number, number];

/** Four streams of MurmurHash's mixing steps over the text (known as cyrb128). */
function hash128(text: string): Words {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** Small Fast Counter by Chris Doty-Humphrey: 128 bits of state, passes PractRand. */
function sfc32([first, second, third, fourth]: Words): () => number {
  let a = first;
  let b = second;
  let c = third;
  let counter = fourth;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

function standardNormal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
