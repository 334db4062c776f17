// What each feed's entries are. The server's page reads them with `readableEntries`; the browser each delta.
import { z } from "zod/mini";
import { Alert } from "#lib/contract/alert-answers.ts";
import { Fault } from "#lib/contract/fault.ts";
import type { FeedDelta, FeedName } from "#lib/contract/live.ts";
import { EdgeReading, ServiceReading } from "#lib/contract/mesh.ts";
import { ProcessHealth } from "#lib/contract/process-health.ts";
import { Traffic } from "#lib/contract/traffic.ts";

export type FeedEntries = {
  process: ProcessHealth;
  services: Record<string, ServiceReading>;
  edges: Record<string, EdgeReading>;
  faults: Record<string, Fault>;
  traffic: { now: Traffic };
  /** Units left, by sku and by flash sale. */
  stock: Record<string, number>;
  /** Those that are open, and those that were resolved a while ago. */
  alerts: Record<string, Alert>;
};

type Shape = { safeParse(value: unknown): { success: boolean } };

const UnitsLeft = z.int().check(z.gte(0));
const processShapes: Readonly<Record<string, Shape>> = ProcessHealth.shape;

const shapeOf: Record<FeedName, (key: string) => Shape | undefined> = {
  process: (key) => (Object.hasOwn(processShapes, key) ? processShapes[key] : undefined),
  services: () => ServiceReading,
  edges: () => EdgeReading,
  faults: () => Fault,
  traffic: (key) => (key === "now" ? Traffic : undefined),
  stock: () => UnitsLeft,
  alerts: () => Alert,
};

/** Drops what this build of the page does not know or cannot read: a newer server must not break an older tab. */
export function readableEntries<Feed extends FeedName>(
  feed: Feed,
  entries: Readonly<Record<string, unknown>>,
): Partial<FeedEntries[Feed]> {
  const readable = Object.entries(entries).filter(
    ([key, value]) => shapeOf[feed](key)?.safeParse(value).success,
  );
  return Object.fromEntries(readable) as Partial<FeedEntries[Feed]>;
}

/** Only what arrived is read, so a feed of a thousand entries costs what changed; what became unreadable is gone. */
export function readableDelta(delta: FeedDelta): FeedDelta {
  const changed = readableEntries(delta.feed, delta.changed) as Record<string, unknown>;
  const unreadable = Object.keys(delta.changed).filter((key) => !Object.hasOwn(changed, key));
  return { ...delta, changed, removed: [...delta.removed, ...unreadable] };
}
