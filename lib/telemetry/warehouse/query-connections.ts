// Owns which of a few connections are in use. Each query has one to itself: queries on the same connection wait for each
// other, and interrupting it would end all of them.
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "#lib/kernel/errors.ts";
import { nobodyAsks } from "./interrupting.ts";

export class QueryConnections {
  readonly all: readonly DuckDBConnection[];
  private readonly queueLimit: number;
  private readonly free: DuckDBConnection[];
  private readonly waiting = new Set<PromiseWithResolvers<DuckDBConnection>>();

  constructor(connections: readonly DuckDBConnection[], queueLimit: number) {
    this.all = connections;
    this.free = [...connections];
    this.queueLimit = queueLimit;
  }

  isIdle(): boolean {
    return this.free.length === this.all.length;
  }

  waitingCount(): number {
    return this.waiting.size;
  }

  /** Waits its turn, but no longer than a query may take, when whoever asks gives up, nor after they left. */
  async take(waitLimitMs: number, signal?: AbortSignal): Promise<DuckDBConnection> {
    if (signal?.aborted) throw nobodyAsks();
    const connection = this.free.pop();
    if (connection) return connection;
    if (this.waiting.size >= this.queueLimit) throw tooMany();
    const turn = Promise.withResolvers<DuckDBConnection>();
    this.waiting.add(turn);
    const late = setTimeout(() => this.refuse(turn, tooMany()), waitLimitMs);
    const leave = () => this.refuse(turn, nobodyAsks());
    signal?.addEventListener("abort", leave);
    return turn.promise.finally(() => {
      clearTimeout(late);
      signal?.removeEventListener("abort", leave);
    });
  }

  giveBack(connection: DuckDBConnection): void {
    const [next] = this.waiting;
    if (!next) return void this.free.push(connection);
    this.waiting.delete(next);
    next.resolve(connection);
  }

  refuseWaiting(reason: Error): void {
    for (const turn of this.waiting) this.refuse(turn, reason);
  }

  private refuse(turn: PromiseWithResolvers<DuckDBConnection>, reason: Error): void {
    if (this.waiting.delete(turn)) turn.reject(reason);
  }
}

function tooMany(): AppError {
  return new AppError(
    "unavailable",
    "Too many questions to the telemetry of the past wait for an answer. Ask again in a few seconds.",
    { reason: "too_many_queries", headers: { "retry-after": "2" } },
  );
}
