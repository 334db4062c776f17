/** One row more than asked for says whether there is another page; `last` is where that one begins. */
export async function pageOf<Row>(limit: number, find: (limit: number) => Promise<Row[]>) {
  const found = await find(limit + 1);
  const rows = found.slice(0, limit);
  return { rows, last: found.length > limit ? rows.at(-1) : undefined };
}
