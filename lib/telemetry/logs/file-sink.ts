// Owns the lines that wait for the disk. Whatever the disk does, a log call returns at once.
import { setImmediate as nextTurn } from "node:timers/promises";
import { settledWithin } from "../within.ts";
import { createRotatedFile } from "./rotated-file.ts";
import type { LineOutput } from "./stdout-sink.ts";

/** A second and a half of a very busy process. Beyond it the disk does not keep up, and lines are dropped. */
const maxPendingChars = 16 * 1024 * 1024;
/** Lines are joined to writes of about this size: many small ones would each wait for a thread. */
const writeChars = 256 * 1024;
/** After a failure the disk is left alone this long; the next line after that tries again. */
const retryAfterMs = 5_000;

export type FileSinkOptions = {
  directory: string;
  maxBytes: number;
  monotonicMs: () => number;
  onDropped: (lines: number) => void;
  /** Called before lines are given to the disk. */
  beforeWrite?: (() => void) | undefined;
  /** Called for the first failure after a success, not for every line. */
  onTrouble: (error: unknown) => void;
};

export function createFileSink(options: FileSinkOptions): LineOutput {
  const file = createRotatedFile(options.directory, options.maxBytes, options.monotonicMs);
  let waiting: string[] = [];
  let waitingChars = 0;
  let writing: Promise<void> | undefined;
  let failedAtMs: number | undefined;
  let closed = false;

  const takeChunk = () => {
    let chars = 0;
    let lines = 0;
    while (lines < waiting.length && chars < writeChars) chars += waiting[lines++]?.length ?? 0;
    const taken = waiting.slice(0, lines);
    waiting = waiting.slice(lines);
    waitingChars -= chars;
    return taken;
  };

  const writeAll = async () => {
    while (waiting.length > 0) {
      const lines = takeChunk();
      try {
        options.beforeWrite?.();
        await file.write(Buffer.from(lines.join("")));
        failedAtMs = undefined;
      } catch (error) {
        options.onDropped(lines.length + waiting.length);
        waiting = [];
        waitingChars = 0;
        if (failedAtMs === undefined) options.onTrouble(error);
        failedAtMs = options.monotonicMs();
      }
    }
    writing = undefined;
  };

  const resting = () => failedAtMs !== undefined && options.monotonicMs() - failedAtMs < retryAfterMs;
  const flush = async (limitMs: number) => {
    if (writing) await settledWithin(writing, limitMs);
  };

  return {
    write(line) {
      if (closed || resting() || waitingChars > maxPendingChars) return options.onDropped(1);
      waiting.push(line);
      waitingChars += line.length;
      // Deferred, so that the lines of one turn of the event loop become one write.
      writing ??= nextTurn().then(writeAll);
    },
    flush,
    async close(limitMs) {
      await flush(limitMs);
      closed = true;
      if (writing) options.onDropped(waiting.length);
      await settledWithin(file.close(), limitMs);
    },
  };
}
