// Owns the newest log lines, in the order in which they were taken: whoever follows them live need not ask the
// warehouse, where a line is half a second later.
import type { RecentLogs } from "../log-history.ts";
import type { StoredLog } from "../types.ts";
import { weighLog } from "../weigh.ts";
import type { LogRecord } from "./record.ts";

/** For so long a follower may be away without the warehouse being asked. */
const mostHeld = { lines: 10_000, chars: 8 * 1024 * 1024 };

type Held = { id: number; record: LogRecord; chars: number };

export class LogRing implements RecentLogs {
  private readonly most: typeof mostHeld;
  private readonly places: (Held | undefined)[] = [];
  /** Both count from the start; a line's place is its number's remainder. */
  private taken = 0;
  private gone = 0;
  private chars = 0;
  private newest: number;
  private floor: number;

  /** Ids ascend from there. */
  constructor(lastId: number, most = mostHeld) {
    this.newest = lastId;
    this.floor = lastId;
    this.most = most;
  }

  take(record: LogRecord, id: number): void {
    const chars = weighLog(record);
    if (this.taken - this.gone === this.most.lines) this.dropOldest();
    this.places[this.taken % this.most.lines] = { id, record, chars };
    this.taken += 1;
    this.chars += chars;
    this.newest = id;
    while (this.chars > this.most.chars) this.dropOldest();
  }

  newestId(): number {
    return this.newest;
  }

  floorId(): number {
    return this.floor;
  }

  counts() {
    return { taken: this.taken, dropped: this.gone };
  }

  /** Those that are taken meanwhile are not among them, and nothing is made of lines that nobody asks for. */
  *after(id: number): Generator<StoredLog> {
    const end = this.taken;
    for (let nth = this.firstAfter(id); nth < end; nth += 1) {
      const held = nth < this.gone ? undefined : this.places[nth % this.most.lines];
      if (held) yield toStoredLog(held);
    }
  }

  private firstAfter(id: number): number {
    let [low, high] = [this.gone, this.taken];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.places[middle % this.most.lines]?.id ?? 0) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private dropOldest(): void {
    const place = this.gone % this.most.lines;
    const oldest = this.places[place];
    // Otherwise it is kept until its place is taken again, up to 10,000 lines later.
    this.places[place] = undefined;
    this.gone += 1;
    this.chars -= oldest?.chars ?? 0;
    this.floor = oldest?.id ?? this.floor;
  }
}

function toStoredLog({ id, record }: Held): StoredLog {
  const { timestampMs, level, service, logger, message, requestId, traceId, spanId, tenantId } = record;
  return {
    id: String(id),
    timeUs: Math.round(timestampMs * 1_000),
    level,
    service,
    logger,
    message,
    requestId,
    traceId,
    spanId,
    tenantId,
    attributes: record.attributes,
  };
}
