// Reading through the cache. A cache that cannot be reached makes a service slower, not useless.
import type { z } from "zod";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { cache } from "./data-operations.ts";

type Reading<T> = {
  /** What the keys are about, e.g. `product`. */
  subject: string;
  ids: readonly string[];
  schema: z.ZodType<T>;
  ttlMs: number;
  /** Asked once for all that the cache does not have. What it does not return does not exist. */
  load(missing: readonly string[]): Promise<ReadonlyMap<string, T>>;
};

export async function readThroughCache<T>(
  ctx: ServiceContext,
  { subject, ids, schema, ttlMs, load }: Reading<T>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  let trouble: unknown;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      trouble ??= error;
    }
  };
  const key = (id: string) => `${subject}:${id}`;
  const recall = async (id: string) => {
    const { value } = await ctx.call(cache.get, { key: key(id) });
    if (value !== null) found.set(id, schema.parse(JSON.parse(value)));
  };
  await Promise.all(ids.map((id) => attempt(() => recall(id))));

  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const loaded = await load(missing);
  for (const [id, value] of loaded) found.set(id, value);
  // Who just waited in vain for the cache does not do so again.
  if (trouble === undefined) {
    const remember = async ([id, value]: [string, T]) => {
      await ctx.call(cache.set, { key: key(id), value: JSON.stringify(value), ttlMs });
    };
    await Promise.all([...loaded].map((entry) => attempt(() => remember(entry))));
  }
  if (trouble !== undefined)
    ctx.log.warn(`cache not usable, read ${subject} from the database`, {
      "error.message": trouble instanceof Error ? trouble.message : String(trouble),
      entries: missing.length,
    });
  return found;
}
