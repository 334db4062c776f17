// The language in which log lines and traces are filtered: what a filter says, once it is understood.
export const comparisons = [">=", "<=", ">", "<"] as const;
export type Comparison = (typeof comparisons)[number];
export type FilterOp = "is" | "starts" | "exists" | Comparison;

/** One of `values` is enough. All terms of a filter must hold. */
export type Term = { not: boolean } & (
  | { kind: "text"; text: string }
  | { kind: "field"; field: string; op: FilterOp; values: string[] }
);
export type FieldTerm = Extract<Term, { kind: "field" }>;

/** Where in the text the mistake is, so that it can be shown there. */
export type FilterProblem = { at: number; length: number; message: string };

/** What a table knows by name. Every other name is an attribute: text, number or boolean. */
export type FilterField =
  | { kind: "text" }
  /** One of a few words. */
  | { kind: "choice"; values: readonly string[] }
  /** One of a few words that have an order, the least first. */
  | { kind: "rank"; values: readonly string[] }
  /** Milliseconds once it is parsed; `us`, `ms`, `s` and `m` are understood. */
  | { kind: "duration" };
export type FilterFields = Readonly<Record<string, FilterField>>;

export const maxTerms = 20;
export const maxFilterLength = 500;
