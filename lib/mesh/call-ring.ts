// Owns what is known of one series of calls, second by second: a ring that forgets by being written over.
import type { SecondOfCalls } from "#lib/contract/mesh.ts";
import { binCount, binOf, p95Of } from "./latency-bins.ts";
import type { CallSums } from "./types.ts";

export type CallRing = {
  /** Calls may come a little out of order; those older than the ring is deep only count in the total. */
  record(atMs: number, latencyMs: number, failed: boolean): void;
  /** Over the second that `nowMs` is in and those before it. Latency is the mean. */
  sum(nowMs: number, seconds: number): CallSums;
  /** All of the ring up to `nowMs`, the oldest first, without the seconds that had no call. */
  seconds(nowMs: number): SecondOfCalls[];
  total(): number;
  /** Of the newest call; minus infinity before the first. */
  lastAtMs(): number;
};

const fifteenMinutes = 900;
/** Memory comes a minute at a time, so that a series which is seldom called stays small. */
const chunkSeconds = 60;
const fullestBin = 0xffff;

type Chunk = {
  /** Which second a place holds; a place with another one holds something that is long over. */
  stamps: Float64Array;
  calls: Uint32Array;
  errors: Uint32Array;
  latencyMs: Float64Array;
  bins: Uint16Array;
};
type Place = { chunk: Chunk; at: number };

export function createCallRing(depthSeconds = fifteenMinutes): CallRing {
  const chunks: (Chunk | undefined)[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let total = 0;

  const chunkOf = (second: number) => Math.floor((second % depthSeconds) / chunkSeconds);
  const placeOf = (second: number): Place | undefined => {
    const chunk = chunks[chunkOf(second)];
    const at = (second % depthSeconds) % chunkSeconds;
    return chunk?.stamps[at] === second && chunk.calls[at] !== 0 ? { chunk, at } : undefined;
  };
  const openPlace = (second: number): Place => {
    const chunk = chunks[chunkOf(second)] ?? createChunk();
    chunks[chunkOf(second)] = chunk;
    const at = (second % depthSeconds) % chunkSeconds;
    if (chunk.stamps[at] !== second) clear(chunk, at, second);
    return { chunk, at };
  };
  const placesUpTo = (nowMs: number, seconds: number) => {
    const last = Math.floor(nowMs / 1_000);
    const places: (Place & { second: number })[] = [];
    for (let second = last - Math.min(seconds, depthSeconds) + 1; second <= last; second += 1) {
      const place = placeOf(second);
      if (place) places.push({ ...place, second });
    }
    return places;
  };

  return {
    record(atMs, latencyMs, failed) {
      total += 1;
      lastAtMs = Math.max(lastAtMs, atMs);
      const second = Math.floor(atMs / 1_000);
      newest = Math.max(newest, second);
      if (second > newest - depthSeconds) count(openPlace(second), latencyMs, failed);
    },
    sum: (nowMs, seconds) => sumOf(placesUpTo(nowMs, seconds)),
    seconds: (nowMs) =>
      placesUpTo(nowMs, depthSeconds).map((place) => ({ at: place.second * 1_000, ...sumOf([place]) })),
    total: () => total,
    lastAtMs: () => lastAtMs,
  };
}

function createChunk(): Chunk {
  return {
    stamps: new Float64Array(chunkSeconds),
    calls: new Uint32Array(chunkSeconds),
    errors: new Uint32Array(chunkSeconds),
    latencyMs: new Float64Array(chunkSeconds),
    bins: new Uint16Array(chunkSeconds * binCount),
  };
}

function clear(chunk: Chunk, at: number, second: number): void {
  chunk.stamps[at] = second;
  chunk.calls[at] = 0;
  chunk.errors[at] = 0;
  chunk.latencyMs[at] = 0;
  chunk.bins.fill(0, at * binCount, (at + 1) * binCount);
}

function count({ chunk, at }: Place, latencyMs: number, failed: boolean): void {
  const bin = at * binCount + binOf(latencyMs);
  chunk.calls[at] = (chunk.calls[at] ?? 0) + 1;
  chunk.errors[at] = (chunk.errors[at] ?? 0) + (failed ? 1 : 0);
  chunk.latencyMs[at] = (chunk.latencyMs[at] ?? 0) + latencyMs;
  chunk.bins[bin] = Math.min(fullestBin, (chunk.bins[bin] ?? 0) + 1);
}

function sumOf(places: readonly Place[]): CallSums {
  let calls = 0;
  let errors = 0;
  let latencyMs = 0;
  const bins = new Float64Array(binCount);
  for (const { chunk, at } of places) {
    calls += chunk.calls[at] ?? 0;
    errors += chunk.errors[at] ?? 0;
    latencyMs += chunk.latencyMs[at] ?? 0;
    for (let bin = 0; bin < binCount; bin += 1) {
      bins[bin] = (bins[bin] ?? 0) + (chunk.bins[at * binCount + bin] ?? 0);
    }
  }
  return { calls, errors, latencyMs: calls === 0 ? 0 : latencyMs / calls, p95Ms: p95Of(bins) };
}
