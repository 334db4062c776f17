// Owns the queries under way on one open file, so that none goes on for ever and the file is not closed under them.
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { settledWithin } from "../within.ts";
import { keepInterrupting, tookTooLong } from "./interrupting.ts";
import { OpenStream } from "./open-stream.ts";
import { QueryConnections } from "./query-connections.ts";

/** Enough for a page of logs; twice this still fits into the second that closing may take. */
const defaultPatienceMs = 400;
/** More than this at once is an onslaught: who waits behind so many has left before the answer. */
const waitingQueries = 64;
const waitingStreams = 4;
/** A reader that takes longer over a long answer would keep the file from shrinking. */
const streamLimitMs = 60_000;

export type Query<T> = (reader: DuckDBConnection) => Promise<T>;
type Readers = { readers: readonly DuckDBConnection[]; streamers: readonly DuckDBConnection[] };

export class Reads {
  private readonly queryLimitMs: number;
  private readonly onTooLong: () => void;
  private readonly queries: QueryConnections;
  private readonly streams: QueryConnections;
  private readonly underWay = new Map<Promise<unknown>, DuckDBConnection>();
  private readonly open = new Set<OpenStream<unknown>>();

  constructor({ readers, streamers }: Readers, queryLimitMs: number, onTooLong: () => void) {
    this.queryLimitMs = queryLimitMs;
    this.onTooLong = onTooLong;
    this.queries = new QueryConnections(readers, waitingQueries);
    this.streams = new QueryConnections(streamers, waitingStreams);
  }

  isIdle(): boolean {
    return this.queries.isIdle() && this.streams.isIdle();
  }

  /** How many questions wait for their turn, of how many may. */
  waiting(): { used: number; limit: number } {
    return {
      used: this.queries.waitingCount() + this.streams.waitingCount(),
      limit: waitingQueries + waitingStreams,
    };
  }

  async run<T>(query: Query<T>): Promise<T> {
    const reader = await this.queries.take(this.queryLimitMs);
    const running = Promise.resolve(reader).then(query);
    this.underWay.set(running, reader);
    const settle = () => {
      this.underWay.delete(running);
      this.queries.giveBack(reader);
    };
    running.then(settle, settle);
    return this.inTime(running, reader);
  }

  /**
   * The limit counts for each piece; between two of them it is the caller who takes the time. The signal stops it in the
   * middle of a piece as well, which ending the iteration cannot.
   */
  async *stream<Row>(query: Query<DuckDBResult>, signal?: AbortSignal): AsyncGenerator<Row[]> {
    const reader = await this.streams.take(this.queryLimitMs);
    const stream = new OpenStream<Row>({
      reader,
      query,
      inTime: (work) => this.inTime(work, reader),
      onEnded: () => {
        this.open.delete(stream);
        this.streams.giveBack(reader);
      },
    });
    this.open.add(stream);
    const late = setTimeout(() => void stream.stop(tookTooLong(streamLimitMs)), streamLimitMs);
    const leave = () => void stream.stop(new Error("Nobody waits for the answer any more"));
    signal?.addEventListener("abort", leave);
    if (signal?.aborted) leave();
    try {
      for (let rows = await stream.next(); rows; rows = await stream.next()) yield rows;
    } finally {
      clearTimeout(late);
      signal?.removeEventListener("abort", leave);
      await stream.stop(new Error("The answer was given up"));
    }
  }

  /** Waits for queries, then makes those that take too long fail. A long answer on its way out is cut. */
  async end(patienceMs = defaultPatienceMs): Promise<void> {
    const closing = new Error("The warehouse is being closed");
    this.queries.refuseWaiting(closing);
    this.streams.refuseWaiting(closing);
    const stopped = [...this.open].map((stream) => stream.stop(closing));
    const ended = Promise.allSettled([...this.underWay.keys(), ...stopped]);
    if (await settledWithin(ended, patienceMs)) return;
    const calmers = [...this.underWay.values()].map(keepInterrupting);
    await settledWithin(ended, patienceMs);
    for (const calm of calmers) calm();
  }

  /** The caller has its answer at once; the connection is free when the query has really ended. */
  private async inTime<T>(work: Promise<T>, reader: DuckDBConnection): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const calm = keepInterrupting(reader);
      work.then(calm, calm);
      this.onTooLong();
      late.reject(tookTooLong(this.queryLimitMs));
    }, this.queryLimitMs);
    return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
  }
}
