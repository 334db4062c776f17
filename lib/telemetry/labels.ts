/** What tells the series of a metric apart. */
export type Labels = Record<string, string>;
