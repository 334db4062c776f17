// Owns the count of what each sink could not keep. Every sink reports here, so that no loss is silent.
export const sinks = {
  stdout: "logs",
  file: "logs",
  warehouse: "all",
  "otlp-traces": "spans",
  "otlp-logs": "logs",
  "otlp-metrics": "points",
  registry: "points",
} as const;
export type Sink = keyof typeof sinks;
export type Signal = "spans" | "logs" | "points";

export type Drops = {
  count(sink: Sink, signal: Signal, amount: number): void;
  of(sink: Sink, signal: Signal): number;
  bySink(): Record<string, number>;
  entries(): Iterable<{ sink: Sink; signal: Signal; amount: number }>;
};

const pairs: [Sink, Signal][] = Object.entries(sinks).flatMap(([sink, signal]) => {
  const signals: Signal[] = signal === "all" ? ["spans", "logs", "points"] : [signal];
  return signals.map((one): [Sink, Signal] => [sink as Sink, one]);
});

export function createDrops(): Drops {
  const counts = new Map(pairs.map(([sink, signal]) => [`${sink}/${signal}`, { sink, signal, amount: 0 }]));
  return {
    count(sink, signal, amount) {
      const entry = counts.get(`${sink}/${signal}`);
      if (!entry) throw new Error(`The sink ${sink} does not carry ${signal}`);
      entry.amount += amount;
    },
    of: (sink, signal) => counts.get(`${sink}/${signal}`)?.amount ?? 0,
    bySink() {
      const sums: Record<string, number> = {};
      for (const { sink, amount } of counts.values()) sums[sink] = (sums[sink] ?? 0) + amount;
      return sums;
    },
    entries: () => counts.values(),
  };
}
