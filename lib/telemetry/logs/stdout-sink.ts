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

export function createStdoutSink(
  stream: Writable,
  onDropped: (lines: number) => void,
  /** Called before lines are given out. */
  beforeWrite: () => void = () => undefined,
): LineOutput {
  let pendingLines = 0;
  let waiting: string[] = [];
  let waitingChars = 0;
  let broken = false;
  let closed = false;
  // Without any listener, a reader that went away (EPIPE) would end the process.
  if (stream.listenerCount("error") === 0) stream.on("error", () => {});
  let idle: (() => void)[] = [];
  const settle = (lines: number, error: Error | null | undefined) => {
    if (closed) return;
    pendingLines -= lines;
    if (error) {
      broken = true;
      onDropped(lines);
    }
    if (pendingLines > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };
  /** Writing to a pipe is a system call in the middle of whatever was logged; one for the lines of a turn is enough. */
  const writeWaiting = () => {
    const { length } = waiting;
    if (length === 0) return;
    const text = waiting.join("");
    beforeWrite();
    waiting = [];
    waitingChars = 0;
    stream.write(text, (error) => settle(length, error));
  };
  const flush = async (limitMs: number) => {
    writeWaiting();
    if (pendingLines > 0) await settledWithin(new Promise<void>((resolve) => idle.push(resolve)), limitMs);
  };
  return {
    write(line) {
      const full = stream.writableLength + waitingChars > maxPendingBytes;
      if (closed || broken || stream.destroyed || full) return onDropped(1);
      pendingLines += 1;
      waitingChars += line.length;
      if (waiting.push(line) === 1) setImmediate(writeWaiting);
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
