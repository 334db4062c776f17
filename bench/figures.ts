// What every benchmark reports, and how a row of it reads.
export type Figure = {
  name: string;
  measured: number;
  unit: string;
  /** The promise: at most, or at least, this much. */
  limit: { atMost: number } | { atLeast: number };
  detail?: string;
};

export function isMet({ measured, limit }: Figure): boolean {
  return "atMost" in limit ? measured <= limit.atMost : measured >= limit.atLeast;
}

export function row(figure: Figure): string {
  const { name, measured, unit, limit, detail } = figure;
  const promise = "atMost" in limit ? `≤ ${limit.atMost}` : `≥ ${limit.atLeast}`;
  const verdict = isMet(figure) ? "met   " : "MISSED";
  return `${verdict} ${name}: ${Number(measured.toFixed(2))} ${unit} (promised ${promise})${detail ? `; ${detail}` : ""}`;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that so large a share does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
