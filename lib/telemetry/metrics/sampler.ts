// Takes a reading of the registry at a steady pace and hands it on: to the warehouse, to an OTLP receiver.
import type { MetricRegistry } from "./registry.ts";
import { type Family, readRegistry } from "./snapshot.ts";

export type Sampler = {
  /** Takes a reading now and waits until it is handed on. */
  sample(): Promise<void>;
  stop(): void;
};

type Options = {
  registry: MetricRegistry;
  /** Undefined: whoever lets time pass asks for each reading. */
  intervalMs: number | undefined;
  hand: (families: readonly Family[]) => void | Promise<void>;
  onTrouble: (error: unknown) => void;
};

export function startSampler({ registry, intervalMs, hand, onTrouble }: Options): Sampler {
  let underWay: Promise<void> | undefined;
  const sample = () => {
    // A slow taker skips readings instead of collecting them.
    underWay ??= readRegistry(registry)
      .then(hand)
      .catch(onTrouble)
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  const timer = intervalMs === undefined ? undefined : setInterval(sample, intervalMs).unref();
  return { sample, stop: () => clearInterval(timer) };
}
