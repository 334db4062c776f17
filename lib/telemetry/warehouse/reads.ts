// Owns the queries under way on one open file, so that it is not closed under them.
import type { DuckDBConnection } from "@duckdb/node-api";
import { settledWithin } from "../within.ts";

/** Enough for a page of logs; twice this still fits into the second that closing may take. */
const defaultPatienceMs = 400;

export class Reads {
  private readonly reader: DuckDBConnection;
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(reader: DuckDBConnection) {
    this.reader = reader;
  }

  isIdle(): boolean {
    return this.underWay.size === 0;
  }

  async run<T>(query: (reader: DuckDBConnection) => Promise<T>): Promise<T> {
    const running = query(this.reader);
    this.underWay.add(running);
    try {
      return await running;
    } finally {
      this.underWay.delete(running);
    }
  }

  /** Waits for them, then makes those that take too long fail. */
  async end(patienceMs = defaultPatienceMs): Promise<void> {
    if (await this.endWithin(patienceMs)) return;
    this.reader.interrupt();
    await this.endWithin(patienceMs);
  }

  private endWithin(limitMs: number): Promise<boolean> {
    return settledWithin(Promise.allSettled(this.underWay), limitMs);
  }
}
