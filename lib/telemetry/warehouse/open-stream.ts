// A long answer on its way out, piece by piece. While it is open it holds on to the moment at which it was asked, and
// what is dropped meanwhile cannot be freed; so it must be ended, not left to the garbage collector.
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { convertChunk } from "./convert-rows.ts";
import { keepInterrupting } from "./interrupting.ts";

type Options = {
  reader: DuckDBConnection;
  query: (reader: DuckDBConnection) => Promise<DuckDBResult>;
  /** Rejects when the database takes too long over one piece. */
  inTime: <T>(work: Promise<T>) => Promise<T>;
  onEnded: () => void;
};

export class OpenStream<Row> {
  private readonly options: Options;
  private readonly result: Promise<DuckDBResult>;
  private working: Promise<unknown>;
  private stopping: Promise<void> | undefined;
  private reason: Error | undefined;

  constructor(options: Options) {
    this.options = options;
    this.result = Promise.resolve(options.reader).then(options.query);
    this.working = this.result;
    this.result.catch(() => undefined);
  }

  /** Undefined after the last piece. */
  async next(): Promise<Row[] | undefined> {
    if (this.reason) throw this.reason;
    const fetching = this.result.then(async (result) => ({ result, chunk: await result.fetchChunk() }));
    this.working = fetching.catch(() => undefined);
    const { result, chunk } = await this.options.inTime(fetching);
    // Stopped meanwhile, the answer looks as if it ended here.
    if (this.reason) throw this.reason;
    return chunk && chunk.rowCount > 0
      ? convertChunk<Row>(chunk, result.deduplicatedColumnNames())
      : undefined;
  }

  /** Whoever still reads is told why. */
  stop(reason: Error): Promise<void> {
    this.reason ??= reason;
    this.stopping ??= this.release().finally(this.options.onEnded);
    return this.stopping;
  }

  private async release(): Promise<void> {
    const { reader } = this.options;
    const calm = keepInterrupting(reader);
    await this.working.catch(() => undefined);
    calm();
    // The next statement of a connection closes what the one before still had open.
    await reader.run("SELECT 1").catch(() => undefined);
  }
}
