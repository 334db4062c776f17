// Owns what waits for stdout. A pipe that nobody reads must cost log lines, not the process: writes to a pipe are
// asynchronous and buffer without end, so the limit is here.
import type { Writable } from "node:stream";
import { settledWithin } from "../within.ts";

/** 4 MB: some seconds of a very busy process; beyond it the reader is stuck. */
const maxPendingBytes = 4 * 1024 * 1024;

export type LineOutput = {
  write(line: string): void;
  flush(limitMs: number): Promise<void>;
  /** Flushes, then gives up what is left and refuses everything after. */
  close(limitMs: number): Promise<void>;
};

export function createStdoutSink(stream: Writable, onDropped: (lines: number) => void): LineOutput {
  let pendingLines = 0;
  let broken = false;
  let closed = false;
  // Without any listener, a reader that went away (EPIPE) would end the process.
  if (stream.listenerCount("error") === 0) stream.on("error", () => {});
  let idle: (() => void)[] = [];
  const settle = (error: Error | null | undefined) => {
    if (closed) return;
    pendingLines -= 1;
    if (error) {
      broken = true;
      onDropped(1);
    }
    if (pendingLines > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };
  const flush = async (limitMs: number) => {
    if (pendingLines > 0) await settledWithin(new Promise<void>((resolve) => idle.push(resolve)), limitMs);
  };
  return {
    write(line) {
      if (closed || broken || stream.destroyed || stream.writableLength > maxPendingBytes)
        return onDropped(1);
      pendingLines += 1;
      stream.write(line, settle);
    },
    flush,
    async close(limitMs) {
      if (closed) return;
      await flush(limitMs);
      closed = true;
      if (pendingLines > 0) onDropped(pendingLines);
    },
  };
}
