// Reading through the cache. A cache that cannot be reached makes a service slower, not useless; a database that cannot be
// reached leaves what the cache still has, for those to whom that is better than nothing.
import { z } from "zod";
import { isCallError, isRefusal } from "#lib/mesh/errors.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { cache } from "./data-operations.ts";

type Reading<T> = {
  /** What the keys are about, e.g. `product`. */
  subject: string;
  ids: readonly string[];
  schema: z.ZodType<T>;
  /** Until then an entry is as good as the database. */
  freshMs: number;
  keptMs: number;
  staleIsBetterThanNothing?: boolean;
  /** Asked once for all that the cache does not have. What it does not return does not exist. */
  load(missing: readonly string[]): Promise<ReadonlyMap<string, T>>;
};

const Entry = z.object({ atMs: z.number(), value: z.unknown() });

export async function readThroughCache<T>(ctx: ServiceContext, reading: Reading<T>): Promise<Map<string, T>> {
  const { subject, ids, schema, freshMs, load } = reading;
  const trouble = createTrouble(ctx);
  const found = new Map<string, T>();
  const stale = new Map<string, T>();
  const recall = async (id: string) => {
    const { value: text } = await ctx.call(cache.get, { key: `${subject}:${id}` });
    const entry = text === null ? undefined : readEntry(text, schema, ctx.clock.nowMs());
    if (entry) (entry.ageMs < freshMs ? found : stale).set(id, entry.value);
  };
  await Promise.all(ids.map((id) => trouble.survive(() => recall(id))));

  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  try {
    for (const [id, value] of await load(missing)) found.set(id, value);
  } catch (error) {
    const enough = reading.staleIsBetterThanNothing && missing.every((id) => stale.has(id));
    if (!enough || isRefusal(error) || ctx.signal.aborted) throw error;
    ctx.log.warn(`database not usable, took ${subject} as it was known before`, {
      "error.message": messageOf(error),
      entries: missing.length,
    });
    return new Map([...found, ...stale]);
  }
  // Who just waited in vain for the cache does not do so again.
  if (trouble.first() === undefined) await remember(ctx, reading, missing, found, trouble);
  if (trouble.first() !== undefined)
    ctx.log.warn(`cache not usable, read ${subject} from the database`, {
      "error.message": messageOf(trouble.first()),
      entries: missing.length,
    });
  return found;
}

/** What nobody can read, or was written at a moment still to come (a clock was set back), is as good as nothing. */
function readEntry<T>(text: string, schema: z.ZodType<T>, nowMs: number) {
  const entry = Entry.safeParse(parseJson(text)).data;
  if (!entry || entry.atMs > nowMs) return undefined;
  const { data: value, success } = schema.safeParse(entry.value);
  return success ? { value, ageMs: nowMs - entry.atMs } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function remember<T>(
  ctx: ServiceContext,
  { subject, keptMs }: Reading<T>,
  ids: readonly string[],
  values: ReadonlyMap<string, T>,
  trouble: Trouble,
): Promise<void> {
  const atMs = ctx.clock.nowMs();
  const write = async (id: string) => {
    if (!values.has(id)) return;
    const value = JSON.stringify({ atMs, value: values.get(id) });
    await ctx.call(cache.set, { key: `${subject}:${id}`, value, ttlMs: keptMs });
  };
  await Promise.all(ids.map((id) => trouble.survive(() => write(id))));
}

type Trouble = { first(): unknown; survive(work: () => Promise<void>): Promise<void> };

/** Remembers the first failure of the cache, and goes on without it. */
function createTrouble(ctx: ServiceContext): Trouble {
  let first: unknown;
  return {
    first: () => first,
    async survive(work) {
      try {
        await work();
      } catch (error) {
        if (!isCallError(error) || ctx.signal.aborted) throw error;
        first ??= error;
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
