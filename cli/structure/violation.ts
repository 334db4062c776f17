export type Violation = { rule: string; file: string; what: string; advice: string };

export function line({ rule, file, what, advice }: Violation): string {
  return `${file}: ${what}; ${advice} (${rule})`;
}
