// Owns the queries under way on one open file, so that none goes on for ever and the file is not closed under them.
import type { DuckDBConnection } from "@duckdb/node-api";
import { settledWithin } from "../within.ts";
import { keepInterrupting, nobodyAsks, tookTooLong } from "./interrupting.ts";
import { QueryConnections } from "./query-connections.ts";

/** Enough for a page of logs; twice this still fits into the second that closing may take. */
const defaultPatienceMs = 400;
/** More than this at once is an onslaught: who waits behind so many has left before the answer. */
const waitingQueries = 64;

export type Query<T> = (reader: DuckDBConnection) => Promise<T>;
/** Where queries are put. */
export type Reader = { read<T>(query: Query<T>): Promise<T> };

export class Reads {
  private readonly queryLimitMs: number;
  private readonly onTooLong: () => void;
  private readonly queries: QueryConnections;
  private readonly underWay = new Map<Promise<unknown>, DuckDBConnection>();
  private ending: Error | undefined;

  constructor(readers: readonly DuckDBConnection[], queryLimitMs: number, onTooLong: () => void) {
    this.queryLimitMs = queryLimitMs;
    this.onTooLong = onTooLong;
    this.queries = new QueryConnections(readers, waitingQueries);
  }

  isIdle(): boolean {
    return this.queries.isIdle();
  }

  /** How many questions wait for their turn, of how many may. */
  waiting(): { used: number; limit: number } {
    return { used: this.queries.waitingCount(), limit: waitingQueries };
  }

  /** When the signal is given, nobody waits for the answer any more: the place goes to others. */
  async run<T>(query: Query<T>, signal?: AbortSignal): Promise<T> {
    const reader = await this.queries.take(this.queryLimitMs, signal);
    // Whoever was given a connection but has not begun is not under way, so nobody would wait for it.
    if (this.ending) {
      this.queries.giveBack(reader);
      throw this.ending;
    }
    const running = Promise.resolve(reader).then(query);
    this.underWay.set(running, reader);
    const settle = () => {
      this.underWay.delete(running);
      this.queries.giveBack(reader);
    };
    running.then(settle, settle);
    return this.inTime(running, reader, signal);
  }

  /** Waits for queries, then makes those that take too long fail. */
  async end(patienceMs = defaultPatienceMs): Promise<void> {
    this.ending = new Error("The warehouse is being closed");
    this.queries.refuseWaiting(this.ending);
    const ended = Promise.allSettled([...this.underWay.keys()]);
    if (await settledWithin(ended, patienceMs)) return;
    const calmers = [...this.underWay.values()].map(keepInterrupting);
    await settledWithin(ended, patienceMs);
    for (const calm of calmers) calm();
  }

  /** The caller has its answer at once; the connection is free when the query has really ended. */
  private async inTime<T>(work: Promise<T>, reader: DuckDBConnection, signal?: AbortSignal): Promise<T> {
    const stopped = Promise.withResolvers<never>();
    const stop = (reason: Error) => {
      const calm = keepInterrupting(reader);
      work.then(calm, calm);
      stopped.reject(reason);
    };
    const timer = setTimeout(() => {
      this.onTooLong();
      stop(tookTooLong(this.queryLimitMs));
    }, this.queryLimitMs);
    const leave = () => stop(nobodyAsks());
    signal?.addEventListener("abort", leave);
    // Between the turn that came and this one.
    if (signal?.aborted) leave();
    return Promise.race([work, stopped.promise]).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    });
  }
}
