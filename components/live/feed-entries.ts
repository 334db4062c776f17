// What each feed's entries are. The server's page parses them with `parseEntries`; the browser each delta.
import type { FeedName } from "#lib/contract/live.ts";
import { ProcessHealth } from "#lib/contract/process-health.ts";

export type FeedEntries = { process: ProcessHealth };

const shapes: Record<FeedName, Record<string, { safeParse(value: unknown): { success: boolean } }>> = {
  process: ProcessHealth.shape,
};

/** Drops what this build of the page does not know or cannot read: a newer server must not break an older tab. */
export function readableEntries<Feed extends FeedName>(
  feed: Feed,
  entries: Readonly<Record<string, unknown>>,
): Partial<FeedEntries[Feed]> {
  const readable = Object.entries(entries).filter(
    ([key, value]) => shapes[feed][key]?.safeParse(value).success,
  );
  return Object.fromEntries(readable) as Partial<FeedEntries[Feed]>;
}
