// Owns what is known of one series of calls, second by second: a ring that forgets by being written over.
import type { SecondOfCalls } from "#lib/contract/mesh.ts";
import { binCount, binOf, p95Of } from "./latency-bins.ts";
import type { CallCounts, CallSums } from "./types.ts";

export type CallRing = {
  /** Calls may come a little out of order; those older than the ring is deep only count in the total. */
  record(atMs: number, latencyMs: number, failed: boolean): void;
  /** Over the second that `nowMs` is in and those before it. Latency is the mean. */
  sum(nowMs: number, seconds: number): CallSums;
  /** As `sum`, without the p95, which alone needs the bins of every second. */
  counts(nowMs: number, seconds: number): CallCounts;
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
/** Everything of a window but its newest second, which alone can still change. Latency is the sum. */
type Past = { calls: number; errors: number; latencyMs: number; bins: Uint32Array };

export function createCallRing(depthSeconds = fifteenMinutes): CallRing {
  const chunks: (Chunk | undefined)[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let total = 0;
  /** By length of window; for the one second that they end before. */
  const pasts = new Map<number, Past>();
  let pastsEnd = Number.NaN;

  const chunkOf = (second: number) => Math.floor((second % depthSeconds) / chunkSeconds);
  const placeOf = (second: number): Place | undefined => {
    const chunk = chunks[chunkOf(second)];
    const at = (second % depthSeconds) % chunkSeconds;
    // Whatever nobody has written over yet is forgotten all the same.
    const kept = second > newest - depthSeconds;
    return kept && chunk?.stamps[at] === second && chunk.calls[at] !== 0 ? { chunk, at } : undefined;
  };
  const openPlace = (second: number): Place => {
    const chunk = chunks[chunkOf(second)] ?? createChunk();
    chunks[chunkOf(second)] = chunk;
    const at = (second % depthSeconds) % chunkSeconds;
    if (chunk.stamps[at] !== second) clear(chunk, at, second);
    return { chunk, at };
  };
  const placesUpTo = (last: number, seconds: number) => {
    const places: (Place & { second: number })[] = [];
    for (let second = last - Math.min(seconds, depthSeconds) + 1; second <= last; second += 1) {
      const place = placeOf(second);
      if (place) places.push({ ...place, second });
    }
    return places;
  };

  const pastOf = (last: number, seconds: number): Past => {
    if (pastsEnd !== last) pasts.clear();
    pastsEnd = last;
    const past = pasts.get(seconds) ?? addUp(placesUpTo(last - 1, Math.min(seconds, depthSeconds) - 1));
    pasts.set(seconds, past);
    return past;
  };

  return {
    record(atMs, latencyMs, failed) {
      total += 1;
      lastAtMs = Math.max(lastAtMs, atMs);
      const second = Math.floor(atMs / 1_000);
      if (second !== pastsEnd) pastsEnd = Number.NaN;
      newest = Math.max(newest, second);
      if (second > newest - depthSeconds) count(openPlace(second), latencyMs, failed);
    },
    sum(nowMs, seconds) {
      const last = Math.floor(nowMs / 1_000);
      return readOff(pastOf(last, seconds), placeOf(last));
    },
    counts(nowMs, seconds) {
      const last = Math.floor(nowMs / 1_000);
      let calls = 0;
      let errors = 0;
      let latencyMs = 0;
      for (let second = last - Math.min(seconds, depthSeconds) + 1; second <= last; second += 1) {
        const place = placeOf(second);
        if (!place) continue;
        calls += place.chunk.calls[place.at] ?? 0;
        errors += place.chunk.errors[place.at] ?? 0;
        latencyMs += place.chunk.latencyMs[place.at] ?? 0;
      }
      return { calls, errors, latencyMs: calls === 0 ? 0 : latencyMs / calls };
    },
    seconds: (nowMs) =>
      placesUpTo(Math.floor(nowMs / 1_000), depthSeconds).map((place) => ({
        at: place.second * 1_000,
        ...readOff(nothing, place),
      })),
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

const nothing: Past = { calls: 0, errors: 0, latencyMs: 0, bins: new Uint32Array(binCount) };

function addUp(places: readonly Place[]): Past {
  if (places.length === 0) return nothing;
  const sum: Past = { ...nothing, bins: new Uint32Array(binCount) };
  for (const { chunk, at } of places) {
    sum.calls += chunk.calls[at] ?? 0;
    sum.errors += chunk.errors[at] ?? 0;
    sum.latencyMs += chunk.latencyMs[at] ?? 0;
    addBins(sum.bins, chunk, at);
  }
  return sum;
}

function addBins(bins: Uint32Array, chunk: Chunk, at: number): void {
  for (let bin = 0; bin < binCount; bin += 1) {
    bins[bin] = (bins[bin] ?? 0) + (chunk.bins[at * binCount + bin] ?? 0);
  }
}

/** Used again for every sum: thousands are read off at every tick. */
const allBins = new Uint32Array(binCount);

function readOff(past: Past, place: Place | undefined): CallSums {
  const calls = past.calls + (place?.chunk.calls[place.at] ?? 0);
  if (calls === 0) return { calls, errors: 0, latencyMs: 0, p95Ms: 0 };
  const errors = past.errors + (place?.chunk.errors[place.at] ?? 0);
  const latencyMs = past.latencyMs + (place?.chunk.latencyMs[place.at] ?? 0);
  allBins.set(past.bins);
  if (place) addBins(allBins, place.chunk, place.at);
  return { calls, errors, latencyMs: latencyMs / calls, p95Ms: p95Of(allBins) };
}
