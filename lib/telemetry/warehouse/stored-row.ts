// Rows as queries of the warehouse answer with them.
export type StoredRow = Record<string, string | number | bigint | null>;

export const textOrNull = (cell: StoredRow[string] | undefined) => (typeof cell === "string" ? cell : null);
