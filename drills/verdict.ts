// What a drill found. Where something that must happen never did, nothing was proved.
export type Verdict = {
  drill: string;
  counts: Record<string, number>;
  /** Of those, what must be at least so many for the drill to mean anything. */
  must: Record<string, number>;
  failures: string[];
};

export function isProved(verdict: Verdict): boolean {
  return verdict.failures.length === 0 && missing(verdict).length === 0;
}

/** Nothing is proved by none, nor by what is no number. */
export function missing({ counts, must }: Verdict): string[] {
  return Object.entries(must)
    .filter(([name, least]) => !((counts[name] ?? 0) >= Math.max(1, least)))
    .map(([name, least]) => `${name}: ${counts[name] ?? 0} of at least ${least}`);
}

const mostShown = 20;

export function tell(verdict: Verdict): string {
  const { drill, counts, failures } = verdict;
  const lacking = missing(verdict);
  const word = failures.length > 0 ? "FAILED" : lacking.length > 0 ? "INCONCLUSIVE" : "proved";
  const lines = Object.entries(counts).map(([name, count]) => `  ${name}: ${count}`);
  return [
    `${word} ${drill}`,
    ...lines,
    ...lacking.map((line) => `  never happened often enough: ${line}`),
    ...failures.slice(0, mostShown).map((line) => `  ${line}`),
  ].join("\n");
}
